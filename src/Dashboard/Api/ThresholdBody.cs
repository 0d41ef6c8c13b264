namespace Facilities.Dashboard.Api;

/// <summary>A limit for one asset, in the unit of the rule's signal.</summary>
/// <param name="Value">The limit.</param>
/// <param name="Note">Why.</param>
/// <param name="Parameter">Parameter of the rule.</param>
internal sealed record ThresholdBody(double Value, string? Note = null, string Parameter = "limit");
