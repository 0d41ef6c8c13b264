using System.Text.Json;
using System.Text.Json.Serialization;

namespace Facilities.Simulator.Service;

/// <summary>What <c>GET /api/status</c> says that a load run compares; unknown fields are ignored.</summary>
internal sealed record StatusReply
{
    /// <summary>Telemetry messages taken by the journal since the service started.</summary>
    public long Messages { get; init; }

    public long Samples { get; init; }

    public long Rejected { get; init; }

    public long Quarantined { get; init; }

    public IReadOnlyList<Consumer> Consumers { get; init; } = [];

    /// <summary>Resident memory of the service; null when it doesn't say.</summary>
    public long? WorkingSetBytes { get; init; }

    /// <summary>Processor time that the service used since it started; null when it doesn't say.</summary>
    public double? CpuSeconds { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }

    /// <summary>Bytes of the journal that the slowest consumer (store, detectors) has not dealt with.</summary>
    public long LagBytes => Consumers.Count == 0 ? 0 : Consumers.Max(consumer => consumer.LagBytes);

    internal sealed record Consumer(string Name, long LagBytes);
}
