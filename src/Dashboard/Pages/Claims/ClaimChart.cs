using Facilities.Dashboard.Telemetry;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>One point of the evidence, drawn.</summary>
internal sealed record ClaimChart(string Name, string Unit, PointChart Chart);
