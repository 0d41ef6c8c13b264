namespace Facilities.Ingest.Pipeline;

/// <summary>What a topic is for.</summary>
internal enum TopicKind : byte
{
    /// <summary>No dialect claims it: it is routed to subscribers and nothing more.</summary>
    Foreign,

    Telemetry,

    /// <summary>Telemetry of something that happened once; same payload as <see cref="Telemetry"/>.</summary>
    Event,

    /// <summary>Online, offline, heartbeat: also where a device's will goes.</summary>
    State,

    /// <summary>Written by the service alone: <c>fault/{id}</c>, <c>verdict/{id}</c>, <c>$facilities/…</c>.</summary>
    Service,

    /// <summary>Under our prefix, but no topic of ours.</summary>
    Unknown,
}
