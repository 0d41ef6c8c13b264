namespace Facilities.Operations.Proofs;

/// <summary>The file <c>signatures.json</c>.</summary>
internal sealed record SignatureFile(IReadOnlyList<SignatureText> Signatures);
