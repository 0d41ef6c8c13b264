namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>Where a car is and what it does.</summary>
/// <param name="Position">0 at the lowest stop to 1 at the highest; null: unknown.</param>
/// <param name="Direction"><c>up</c>, <c>down</c> or empty.</param>
/// <param name="Door"><c>closed</c>, <c>open</c>, <c>moving</c> or empty when it isn't known.</param>
/// <param name="Load">Share of the rated load, 0 to 1; null: unknown.</param>
/// <param name="DoorText">The door in words.</param>
/// <param name="LoadText">The load with its unit.</param>
internal sealed record DrawnLift(double? Position, string Direction, string Door, double? Load, string DoorText, string LoadText);
