using Facilities.Ingest.Consumers;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;

namespace Facilities.Ingest.Observability;

/// <summary>Answers "what is the service doing" for pages and health. Thread-safe.</summary>
public sealed class IngestMonitor : IIngestView
{
    private readonly IngestMetrics _metrics;
    private readonly JournalHandle _journal;
    private readonly MqttServer _mqtt;
    private readonly FacilitiesSettings _settings;
    private readonly IReadOnlyList<JournalConsumer> _consumers;
    private readonly IReadOnlyList<ServerCertificate> _certificates;
    private readonly RateWindow _messages = new(TimeProvider.System);
    private readonly RateWindow _samples = new(TimeProvider.System);

    internal IngestMonitor(
        IngestMetrics metrics, JournalHandle journal, MqttServer mqtt, FacilitiesSettings settings, StoreConsumer storing, DetectionConsumer detecting,
        IntakeConsumer keeping)
    {
        (_metrics, _journal, _mqtt, _settings) = (metrics, journal, mqtt, settings);
        _consumers = [storing, detecting, keeping];
        _certificates = [.. new[] { settings.Https, settings.Mqtt.Tls?.Certificate }.OfType<ServerCertificate>().Distinct()];
        metrics.Observe(() => Status);
    }

    /// <summary>A snapshot of now; all zero before the journal is open.</summary>
    public IngestStatus Status
    {
        get
        {
            var journal = _journal.IsOpen ? _journal.Journal.Statistics : default;
            return new IngestStatus
            {
                Connections = _mqtt.ConnectedCount,
                Doors = _mqtt.Statistics,
                CertificateEndsAt = _certificates.Count == 0 ? null : _certificates.Min(certificate => certificate.EndsAt),
                UnusableCertificates = _certificates.Count(certificate => certificate.Problem is not null),
                Messages = _metrics.Messages,
                Samples = _metrics.Samples,
                Rejected = _metrics.Rejected,
                Quarantined = _metrics.Quarantined,
                Refused = _metrics.Refused,
                MessagesPerSecond = _messages.Look(_metrics.Messages),
                SamplesPerSecond = _samples.Look(_metrics.Samples),
                JournalBytes = journal.HeldBytes,
                JournalLimitBytes = _settings.Journal.LimitBytes,
                JournalAge = _journal.IsOpen ? _journal.Journal.AgeOf(new(_consumers.Min(consumer => consumer.PersistedThrough.Offset))) : TimeSpan.Zero,
                JournalLimitAge = _settings.Journal.LimitAge,
                UnappliedBytes = _journal.IsOpen ? Math.Max(0, journal.Appended.Offset - _consumers.Min(consumer => consumer.PersistedThrough.Offset)) : 0,
                UnappliedLimitBytes = _settings.Journal.UnappliedLimitBytes,
                IsDiskFull = journal.IsDiskFull,
                HeldBack = journal.WaitingAppends,
                Consumers = _journal.IsOpen ? [.. _consumers.Select(consumer => consumer.Status)] : [],
            };
        }
    }
}
