using System.Diagnostics;
using Facilities.Dashboard.Circuits;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;

namespace Facilities.Dashboard.Api;

/// <summary>Counters of intake since the start, with the process' memory and processor time.</summary>
internal sealed record ServiceStatus(
    long Messages, long Samples, long Rejected, long Quarantined, long Refused, int Connections, double MessagesPerSecond, double SamplesPerSecond, long JournalBytes, long JournalLimitBytes,
    int HeldBack, double JournalAgeSeconds, double JournalLimitAgeSeconds, IReadOnlyList<string> Alarms, IReadOnlyList<ConsumerStatus> Consumers, long WorkingSetBytes, double CpuSeconds,
    CircuitCounts Circuits, MqttStatistics Doors, DateTimeOffset? CertificateEndsAt)
{
    public static ServiceStatus Of(IngestStatus status, CircuitCounts circuits)
    {
        using var process = Process.GetCurrentProcess();
        return new ServiceStatus(
            status.Messages, status.Samples, status.Rejected, status.Quarantined, status.Refused, status.Connections, status.MessagesPerSecond, status.SamplesPerSecond,
            status.JournalBytes, status.JournalLimitBytes, status.HeldBack, status.JournalAge.TotalSeconds, status.JournalLimitAge.TotalSeconds, status.Alarms, status.Consumers, process.WorkingSet64, process.TotalProcessorTime.TotalSeconds,
            circuits, status.Doors, status.CertificateEndsAt);
    }
}
