namespace Facilities.Domain.Health;

/// <summary>What an asset's health is scored from. The order of lists says nothing.</summary>
public sealed record HealthFacts
{
    public IReadOnlyList<HealthFault> OpenFaults { get; init; } = [];

    /// <summary>Faults of the last 90 days that came back, or were found again in the same family.</summary>
    public int Repeats { get; init; }

    public IReadOnlyList<HealthForecast> Forecasts { get; init; } = [];

    public IReadOnlyList<HealthDrift> Drifts { get; init; } = [];

    /// <summary>Inspections that are overdue or were missed and have not been made up for.</summary>
    public int OverdueInspections { get; init; }

    /// <summary>Records of the last 180 days that telemetry contradicts.</summary>
    public int ContradictedInspections { get; init; }

    /// <summary>Since it was commissioned; null: not known.</summary>
    public double? AgeYears { get; init; }

    /// <summary>Years that its type is made for; null: not known.</summary>
    public double? DesignLifeYears { get; init; }

    /// <summary>Share of the last week in which it was heard of, 0 to 1; null: it never reported.</summary>
    public double? Coverage { get; init; }
}
