namespace Facilities.Operations.Notifications.Links;

/// <summary>What a link's signature covers of the stored row behind it. Each sort of link has a key of its own, so that none opens another's page.</summary>
/// <param name="Id">The row's.</param>
/// <param name="Fault">Which fault.</param>
/// <param name="Holder">Whose link.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Nonce">Random.</param>
internal readonly record struct SignedRow(int Id, int Fault, int Holder, DateTimeOffset ExpiresAt, byte[] Nonce);
