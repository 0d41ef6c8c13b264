namespace Facilities.Operations.Claims;

/// <summary>A paper of a letter.</summary>
/// <param name="Sha256">Lower case hex; it names the file.</param>
/// <param name="Name">What the sender called it.</param>
/// <param name="Length">Bytes.</param>
public sealed record ClaimFileRow(string Sha256, string Name, string MediaType, int Length);
