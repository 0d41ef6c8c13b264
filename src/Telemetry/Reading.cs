namespace Facilities.Telemetry;

/// <summary>The values of one source at one event time. A view: valid only while its batch is neither changed nor returned.</summary>
public readonly ref struct Reading
{
    public required SourceId Source { get; init; }

    /// <summary>Device clock, Unix milliseconds; alarms, deadlines and proofs use it.</summary>
    public required long EventTimeUnixMs { get; init; }

    /// <summary>Site clock at intake, Unix milliseconds.</summary>
    public required long ReceiveTimeUnixMs { get; init; }

    public ReadingFlags Flags { get; init; }

    public required ReadOnlySpan<PointValue> Values { get; init; }
}
