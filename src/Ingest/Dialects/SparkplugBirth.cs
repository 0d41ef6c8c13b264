namespace Facilities.Ingest.Dialects;

/// <summary>What a birth certificate said, as it is stored.</summary>
/// <param name="IsAlive">False after its death.</param>
/// <param name="BirthDeath">The node's <c>bdSeq</c>: a death of another session is ignored; null for devices, and where none was sent.</param>
/// <param name="Aliases">By alias.</param>
/// <param name="Units">By name, where the birth stated one.</param>
/// <param name="Types">By name: data types, of which the sign of integers follows.</param>
internal sealed record SparkplugBirth(bool IsAlive, ulong? BirthDeath, Dictionary<ulong, string> Aliases, Dictionary<string, string> Units, Dictionary<string, uint> Types);
