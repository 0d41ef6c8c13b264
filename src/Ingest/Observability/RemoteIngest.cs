using System.Collections.Concurrent;
using System.Text.Json;
using Facilities.Mqtt;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Ingest.Observability;

/// <summary>What the ingest processes on the same database say of themselves (<see cref="IngestReports"/>), added up. Thread-safe.</summary>
internal sealed class RemoteIngest(ProcessSignals signals) : IHostedService, IIngestView
{
    /// <summary>A process that is silent for several of its reports is gone, or hangs.</summary>
    private static readonly TimeSpan Believed = IngestReports.Interval * 5;

    /// <summary>More processes than anyone runs; a bound against nonsense on the channel.</summary>
    private const int MostProcesses = 64;

    private readonly ConcurrentDictionary<string, (IngestStatus Status, long HeardAt)> _heard = new();

    public IngestStatus Status
    {
        get
        {
            var living = new List<IngestStatus>();
            foreach (var (sender, (status, heardAt)) in _heard)
            {
                if (TimeProvider.System.GetElapsedTime(heardAt) < Believed) living.Add(status);
                else _heard.TryRemove(sender, out _);
            }

            return Sum(living);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Heard += Hear;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Heard -= Hear;
        return Task.CompletedTask;
    }

    private static IngestStatus Sum(List<IngestStatus> all) => new()
    {
        Processes = all.Count,
        Connections = all.Sum(one => one.Connections),
        Doors = MqttStatistics.Sum([.. all.Select(one => one.Doors)]),
        CertificateEndsAt = all.Min(one => one.CertificateEndsAt),
        UnusableCertificates = all.Sum(one => one.UnusableCertificates),
        Messages = all.Sum(one => one.Messages),
        Samples = all.Sum(one => one.Samples),
        Rejected = all.Sum(one => one.Rejected),
        Quarantined = all.Sum(one => one.Quarantined),
        Refused = all.Sum(one => one.Refused),
        MessagesPerSecond = all.Sum(one => one.MessagesPerSecond),
        SamplesPerSecond = all.Sum(one => one.SamplesPerSecond),
        JournalBytes = all.Sum(one => one.JournalBytes),
        JournalLimitBytes = all.Sum(one => one.JournalLimitBytes),
        JournalAge = all.Select(one => one.JournalAge).DefaultIfEmpty().Max(),
        JournalLimitAge = all.Select(one => one.JournalLimitAge).DefaultIfEmpty(TimeSpan.MaxValue).Min(),
        UnappliedBytes = all.Select(one => one.UnappliedBytes).DefaultIfEmpty().Max(),
        UnappliedLimitBytes = all.Select(one => one.UnappliedLimitBytes).DefaultIfEmpty(long.MaxValue).Min(),
        IsDiskFull = all.Any(one => one.IsDiskFull),
        HeldBack = all.Sum(one => one.HeldBack),
        // By name: the worst of each, because one that stands still is what a reader looks for.
        Consumers = [.. all.SelectMany(one => one.Consumers).GroupBy(consumer => consumer.Name).Select(same => new ConsumerStatus(
            same.Key, same.Max(one => one.LagBytes), same.Max(one => one.UnsavedBytes), same.Select(one => one.Error).FirstOrDefault(error => error is not null))
        {
            Lag = same.Max(one => one.Lag),
            IsCatchingUp = same.Any(one => one.IsCatchingUp),
        })],
    };

    private void Hear(ProcessSignal signal)
    {
        if (signal.Channel != SignalChannel.Ingest || (_heard.Count >= MostProcesses && !_heard.ContainsKey(signal.Sender))) return;
        try
        {
            if (JsonSerializer.Deserialize<IngestStatus>(signal.Body) is { } status) _heard[signal.Sender] = (status, TimeProvider.System.GetTimestamp());
        }
        catch (JsonException)
        {
            // Another version's report: its process counts as silent here, which the health check says.
        }
    }
}
