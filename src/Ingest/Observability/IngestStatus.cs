using Facilities.Mqtt;

namespace Facilities.Ingest.Observability;

/// <summary>What the service itself is doing, for pages, health and tests. A snapshot.</summary>
public sealed record IngestStatus
{
    /// <summary>Ingest processes that these numbers are the sum of; 0 when none is heard of.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>MQTT clients connected now.</summary>
    public required int Connections { get; init; }

    /// <summary>What the listeners let in, refused and dropped.</summary>
    public MqttStatistics Doors { get; init; } = new();

    /// <summary>When the first of the certificates in force ends; null: there is none.</summary>
    public DateTimeOffset? CertificateEndsAt { get; init; }

    /// <summary>Certificate files that changed and can't be used.</summary>
    public int UnusableCertificates { get; init; }

    /// <summary>Telemetry messages taken, counted when accepted by the journal.</summary>
    public required long Messages { get; init; }

    /// <summary>Samples in these messages. In = stored + rejected + dropped holds for messages.</summary>
    public required long Samples { get; init; }

    /// <summary>Messages that could not be read; their first bytes are kept.</summary>
    public required long Rejected { get; init; }

    /// <summary>Messages of devices that nobody registered.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Messages refused because the client may not write there.</summary>
    public required long Refused { get; init; }

    /// <summary>Messages and samples per second over the last ten seconds.</summary>
    public required double MessagesPerSecond { get; init; }

    public required double SamplesPerSecond { get; init; }

    /// <summary>Bytes in the journal's files.</summary>
    public required long JournalBytes { get; init; }

    public required long JournalLimitBytes { get; init; }

    /// <summary>How long the oldest record that some consumer has not saved yet has been waiting, and how long it may.</summary>
    public TimeSpan JournalAge { get; init; }

    public TimeSpan JournalLimitAge { get; init; } = TimeSpan.MaxValue;

    /// <summary>Bytes that would be read again after a crash, and where publishers are held back while all consumers work.</summary>
    public long UnappliedBytes { get; init; }

    public long UnappliedLimitBytes { get; init; } = long.MaxValue;

    /// <summary>The journal waits for space on its disk.</summary>
    public bool IsDiskFull { get; init; }

    /// <summary>Publishers that are being held back at this moment.</summary>
    public required int HeldBack { get; init; }

    public required IReadOnlyList<ConsumerStatus> Consumers { get; init; }

    /// <summary>What needs somebody's attention; codes of <see cref="IngestAlarms"/>.</summary>
    public IReadOnlyList<string> Alarms => IngestAlarms.Of(this);
}
