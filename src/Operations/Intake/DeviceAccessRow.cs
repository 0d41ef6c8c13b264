namespace Facilities.Operations.Intake;

/// <summary>A device's credential as it is listed; its secret is nowhere.</summary>
/// <param name="Id">For rotating and revoking it.</param>
/// <param name="UserName">MQTT user name.</param>
/// <param name="Site">Site code whose assets it speaks for; null: every site.</param>
/// <param name="Asset">Asset code if it is one device's own; null: all of the site.</param>
/// <param name="CreatedAt">System clock.</param>
/// <param name="OldSecretUntil">While its replaced secret still works; null: there is none.</param>
/// <param name="RevokedAt">Null: it works.</param>
public sealed record DeviceAccessRow(int Id, string UserName, string? Site, string? Asset, DateTimeOffset CreatedAt, DateTimeOffset? OldSecretUntil, DateTimeOffset? RevokedAt);
