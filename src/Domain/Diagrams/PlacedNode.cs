namespace Facilities.Domain.Diagrams;

/// <summary>Where somebody put a node: its upper left corner, in pixels at full size.</summary>
public sealed record PlacedNode(string Key, int X, int Y);
