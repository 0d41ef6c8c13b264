using System.Diagnostics.Metrics;

namespace Facilities.Ingest.Observability;

/// <summary>
/// Counts what intake does, for the meter <c>Facilities.Ingest</c> and for <see cref="IngestStatus"/>. Every message is counted exactly once:
/// in = stored + rejected + quarantined + refused. Thread-safe; counting allocates nothing.
/// </summary>
internal sealed class IngestMetrics : IDisposable
{
    public const string MeterName = "Facilities.Ingest";

    private readonly Meter _meter;
    private readonly Counter<long> _messageCounter;
    private readonly Counter<long> _sampleCounter;
    private readonly Counter<long> _rejectCounter;
    private readonly Counter<long> _quarantineCounter;
    private readonly Counter<long> _refusedCounter;
    private readonly Counter<long> _findingCounter;
    private readonly Counter<long> _consumerErrorCounter;
    private long _messages;
    private long _samples;
    private long _rejected;
    private long _quarantined;
    private long _refused;
    private (int Fresh, int Stale, int Never) _freshness;

    public IngestMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _messageCounter = _meter.CreateCounter<long>("facilities.ingest.messages", "{message}", "Telemetry messages accepted by the journal.");
        _sampleCounter = _meter.CreateCounter<long>("facilities.ingest.samples", "{sample}", "Samples accepted by the journal.");
        _rejectCounter = _meter.CreateCounter<long>("facilities.ingest.rejects", "{message}", "Messages that could not be read.");
        _quarantineCounter = _meter.CreateCounter<long>("facilities.ingest.quarantined", "{message}", "Messages of unregistered devices.");
        _refusedCounter = _meter.CreateCounter<long>("facilities.ingest.refused", "{message}", "Messages that the client was not allowed to write.");
        _findingCounter = _meter.CreateCounter<long>("facilities.ingest.findings", "{finding}", "Findings handed to operations.");
        _consumerErrorCounter = _meter.CreateCounter<long>("facilities.ingest.consumer.errors", "{error}", "Failed attempts of a journal consumer.");
        _meter.CreateObservableGauge("facilities.ingest.assets", Assets, "{asset}", "Assets by freshness.");
    }

    public long Messages => Volatile.Read(ref _messages);

    public long Samples => Volatile.Read(ref _samples);

    public long Rejected => Volatile.Read(ref _rejected);

    public long Quarantined => Volatile.Read(ref _quarantined);

    public long Refused => Volatile.Read(ref _refused);

    public void Stored(int samples)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _samples, samples);
        _messageCounter.Add(1);
        _sampleCounter.Add(samples);
    }

    public void Reject()
    {
        Interlocked.Increment(ref _rejected);
        _rejectCounter.Add(1);
    }

    public void Quarantine()
    {
        Interlocked.Increment(ref _quarantined);
        _quarantineCounter.Add(1);
    }

    public void Refuse()
    {
        Interlocked.Increment(ref _refused);
        _refusedCounter.Add(1);
    }

    /// <summary>Gauges of what only the monitor knows: journal and consumers.</summary>
    public void Observe(Func<IngestStatus> status)
    {
        _meter.CreateObservableGauge("facilities.ingest.journal.size", () => status().JournalBytes, "By", "Bytes in the journal's files.");
        _meter.CreateObservableGauge("facilities.ingest.journal.age", () => status().JournalAge.TotalSeconds, "s", "How long the oldest record that is still needed has been waiting.");
        _meter.CreateObservableGauge("facilities.ingest.journal.unapplied", () => status().UnappliedBytes, "By", "Bytes that would be read again after a crash.");
        _meter.CreateObservableGauge("facilities.ingest.held_back", () => status().HeldBack, "{publisher}", "Publishers that are being held back.");
        _meter.CreateObservableGauge("facilities.ingest.consumer.lag", () => Lags(status(), static consumer => consumer.LagBytes), "By", "Bytes of the journal that a consumer has not dealt with.");
        _meter.CreateObservableGauge("facilities.ingest.consumer.lag.age", () => Lags(status(), static consumer => consumer.Lag.TotalSeconds), "s", "How long the oldest of it has been waiting.");
    }

    private static IEnumerable<Measurement<T>> Lags<T>(IngestStatus status, Func<ConsumerStatus, T> lag)
        where T : struct =>
        status.Consumers.Select(consumer => new Measurement<T>(lag(consumer), new KeyValuePair<string, object?>("consumer", consumer.Name)));

    public void Findings(int count) => _findingCounter.Add(count);

    public void ConsumerError(string consumer) => _consumerErrorCounter.Add(1, new KeyValuePair<string, object?>("consumer", consumer));

    /// <summary>Notes how many assets report; true when that changed.</summary>
    public bool Freshness(int fresh, int stale, int never)
    {
        var changed = _freshness != (fresh, stale, never);
        _freshness = (fresh, stale, never);
        return changed;
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Assets() =>
    [
        new(_freshness.Fresh, new KeyValuePair<string, object?>("state", "fresh")),
        new(_freshness.Stale, new KeyValuePair<string, object?>("state", "stale")),
        new(_freshness.Never, new KeyValuePair<string, object?>("state", "never")),
    ];
}
