namespace Facilities.Simulator.Load;

/// <summary>Result of a load run. Serialised with <c>--json</c>.</summary>
internal sealed record LoadReport
{
    public required int Assets { get; init; }

    public required int Connections { get; init; }

    /// <summary>Messages per second asked for; 0: as many as were acknowledged.</summary>
    public required double RequestedRate { get; init; }

    /// <summary>From the first message to the last acknowledgement.</summary>
    public required double Seconds { get; init; }

    public required int WireBytes { get; init; }

    public required long Sent { get; init; }

    public required long Acknowledged { get; init; }

    /// <summary>Never acknowledged within the patience of the run.</summary>
    public long Unacknowledged => Sent - Acknowledged;

    public double AcknowledgedPerSecond => Acknowledged / Seconds;

    public double SamplesPerSecond => AcknowledgedPerSecond * LoadPacket.SamplesPerMessage;

    public required long AckP50Micros { get; init; }

    public required long AckP99Micros { get; init; }

    public required long AckMaximumMicros { get; init; }

    /// <summary>From a reading's publishing until a query returns it, measured on an asset of its own during the load; null when it wasn't.</summary>
    public long? QueryableP50Micros { get; init; }

    public long? QueryableP99Micros { get; init; }

    /// <summary>How many readings were followed.</summary>
    public long? QueryableProbes { get; init; }

    public required double GeneratorCpuSeconds { get; init; }

    /// <summary>Messages of this run found in the store, counted by their <c>seq</c>; null when it can't be asked or didn't catch up.</summary>
    public long? Stored { get; init; }

    /// <summary>Messages that the service says it took since the start, from whomever.</summary>
    public long? Taken { get; init; }

    public long? Rejected { get; init; }

    public long? Quarantined { get; init; }

    /// <summary>Seconds after the last acknowledgement until store and detectors had caught up.</summary>
    public double? CaughtUpSeconds { get; init; }

    public double? ServerCpuSeconds { get; init; }

    public long? ServerMemoryBytes { get; init; }

    /// <summary>True when all that was acknowledged is stored; null when unknown.</summary>
    public bool? Complete => Stored is { } stored ? stored >= Acknowledged : null;
}
