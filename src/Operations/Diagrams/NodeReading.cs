using Facilities.Domain;

namespace Facilities.Operations.Diagrams;

/// <summary>What a node shows: a point, and the assets that may tell it. The first that is heard speaks; else who spoke last.</summary>
public sealed record NodeReading(string Point, IReadOnlyList<AssetId> Assets);
