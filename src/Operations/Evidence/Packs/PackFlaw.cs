namespace Facilities.Operations.Evidence.Packs;

/// <summary>One thing that is wrong with a pack.</summary>
/// <param name="Name">Of the entry; for the audit chain the number of its entry; where the archive itself is meant, the offset in bytes.</param>
public sealed record PackFlaw(PackFlawKind Kind, string Name);
