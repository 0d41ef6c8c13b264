namespace Facilities.Operations.Evidence.Packs;

/// <summary>What a verification of a pack found.</summary>
/// <param name="Flaws">Everything that is wrong, in the order of the archive; empty: it is as it was signed.</param>
/// <param name="Entries">Entries read.</param>
/// <param name="Fingerprint">Of the key that signed; null when nothing valid says so. It proves who only when compared with what the service publishes.</param>
public sealed record PackVerdict(IReadOnlyList<PackFlaw> Flaws, int Entries, string? Fingerprint)
{
    public bool Holds => Flaws.Count == 0;
}
