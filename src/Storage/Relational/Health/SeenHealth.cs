using Facilities.Domain.Health;

namespace Facilities.Storage.Relational.Health;

/// <summary>What telemetry says of an asset's health, read once a day because it is dear.</summary>
/// <param name="Coverage">Share of the last week in which it was heard of, 0 to 1; null: it never reported.</param>
/// <param name="Forecasts">Limits in sight.</param>
/// <param name="Drifts">Signs of wear that moved since its first weeks.</param>
public sealed record SeenHealth(double? Coverage, IReadOnlyList<HealthForecast> Forecasts, IReadOnlyList<HealthDrift> Drifts)
{
    /// <summary>No telemetry was ever stored.</summary>
    public static SeenHealth Nothing { get; } = new(null, [], []);
}
