namespace Facilities.Operations.Proofs;

/// <summary>A signature as <c>signatures.json</c> writes it.</summary>
/// <param name="Proves">Keys of inspection templates.</param>
/// <param name="When">Only for assets whose attribute has this value; the first signature that fits counts.</param>
/// <param name="Permit">Only under a test permit; without one it speaks for the work in part at most.</param>
/// <param name="Reach">How long after the claimed end the last stage may come; null: the usual half hour.</param>
internal sealed record SignatureText(
    string Key, string Type, IReadOnlyList<string> Proves, IReadOnlyList<StageText> Stages, IReadOnlyDictionary<string, string>? When = null, bool Permit = false, string? Reach = null);
