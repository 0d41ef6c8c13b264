namespace Facilities.Dashboard.Api;

/// <summary>One part that a repair took.</summary>
/// <param name="Name">As the crew calls it, at most 60 characters.</param>
/// <param name="Quantity">More than 0.</param>
/// <param name="Yuan">For all of them together, at most two decimals.</param>
internal sealed record PartBody(string Name, decimal Quantity, decimal Yuan);
