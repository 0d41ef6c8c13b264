namespace Facilities.Telemetry;

/// <summary>How much a run of <see cref="ITimeSeriesStore.MaintainAsync"/> may do, and by which rules. Immutable.</summary>
public sealed record MaintenanceRun
{
    /// <summary>The site clock: ages are counted from here, and only buckets that ended before are rolled up.</summary>
    public required long NowUnixMs { get; init; }

    /// <summary>What is to be kept of a source. Called within the run, so it must answer from memory.</summary>
    public required Func<SourceId, SourceRetention> Retention { get; init; }

    /// <summary>The most sources that are rolled up, and the most that are searched for what is past its time.</summary>
    public int MostSources { get; init; } = 500;
}
