namespace Facilities.Storage.Relational.Health;

/// <summary>What took points.</summary>
/// <param name="Text">Canonical form of a coded text.</param>
/// <param name="Points">How many.</param>
public sealed record StoredHealthReason(string Text, double Points);
