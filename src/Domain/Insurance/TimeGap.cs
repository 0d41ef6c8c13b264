namespace Facilities.Domain.Insurance;

/// <summary>A span [From, To) without telemetry.</summary>
public readonly record struct TimeGap(DateTimeOffset From, DateTimeOffset To);
