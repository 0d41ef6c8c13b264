namespace Facilities.Mqtt;

/// <summary>
/// Limits and timings of <see cref="MqttServer"/>; configuration section <c>Mqtt</c>. Defaults run a city's field devices on
/// one small machine; each says why it is what it is. Validated at start.
/// </summary>
public sealed record MqttServerOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Mqtt";

    /// <summary>
    /// Largest packet taken, bytes, header included. Telemetry is 0.2–20 KB, gateways' batches up to a few hundred KB; 2 MiB
    /// leaves room for 1 MiB of nonsense to be kept as a reject instead of killing the connection.
    /// </summary>
    public int MaximumPacketSizeBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Open connections. The process may open 20,000 files; the rest is for the journal, the store and pages.</summary>
    public int MaximumConnections { get; set; } = 15_000;

    /// <summary>
    /// Open connections of one address (IPv6: of one /64); loopback isn't counted, it is this machine's programs and proxies. A site's gateways behind one router
    /// are tens, a mobile network puts hundreds of devices behind one address; 1,000 leaves the others room whoever fills it.
    /// </summary>
    public int MaximumConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>Sessions kept in all, connected or not. Each costs a few hundred bytes plus its queue.</summary>
    public int MaximumSessions { get; set; } = 30_000;

    /// <summary>From accept to a complete CONNECT, and the TLS handshake before it. GSM gateways need a few seconds; idle sockets shall not stay.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A packet that began to arrive must be complete after this, so that half packets can't hold memory.</summary>
    public TimeSpan PacketTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A peer that takes no byte for this long while there is something to send is cut off.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a credential that publishes faster than it may is only held back before publishes are refused. At 100 a second ten minutes are the readings
    /// of 16 hours, one a second, that a device kept during an outage.
    /// </summary>
    public TimeSpan PublishPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// QoS 1 and 2 publishes of one client that may wait for their acknowledgement; announced to MQTT 5 clients, and where
    /// reading pauses for 3.1.1 clients. 16 bytes each; 4,096 at a 10 ms commit are 400k messages per second.
    /// </summary>
    public int ReceiveMaximum { get; set; } = 4_096;

    /// <summary>QoS 1 and 2 messages sent to one client and not acknowledged by it, if it doesn't ask for fewer.</summary>
    public int MaximumInFlight { get; set; } = 1_000;

    /// <summary>Messages waiting to be sent to one session. Beyond it QoS 0 is dropped, a connected QoS 1 reader is cut off.</summary>
    public int MaximumQueuedMessages { get; set; } = 10_000;

    /// <summary>Bytes of payload and topic waiting to be sent to one session; the second bound of the same queue.</summary>
    public int MaximumQueuedBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Bytes waiting in all sessions together beyond which absent clients get nothing more; 30,000 full queues would be 240 GB.</summary>
    public long MaximumQueuedBytesInAll { get; set; } = 512 * 1024 * 1024;

    /// <summary>
    /// Topic aliases a client may set on its connection, announced in CONNACK; 0 = none. A device has three topics; 32 of the longest topics are
    /// 32 KiB, and only clients that use them pay.
    /// </summary>
    public int TopicAliasMaximum { get; set; } = 32;

    /// <summary>Topic aliases we set for a client that takes them; 0 = none.</summary>
    public int AssignedTopicAliases { get; set; } = 32;

    /// <summary>
    /// Longest keep alive of MQTT 5 clients, whole seconds: who asks for a longer one, or for none, is told this one. Zero = as the client says; 3.1.1
    /// can't be told.
    /// </summary>
    public TimeSpan MaximumKeepAlive { get; set; }

    /// <summary>Subscriptions of one session. Real subscribers use a handful; a tree node costs about 200 bytes.</summary>
    public int MaximumSubscriptionsPerSession { get; set; } = 1_000;

    /// <summary>Longest topic name or filter, UTF-8 bytes.</summary>
    public int MaximumTopicLengthBytes { get; set; } = 1_024;

    /// <summary>Most levels of a topic name or filter; our own topics have five.</summary>
    public int MaximumTopicLevels { get; set; } = 32;

    /// <summary>Retained messages in all: one state and a few discovery topics for each of 50,000 assets.</summary>
    public int MaximumRetainedMessages { get; set; } = 200_000;

    /// <summary>Bytes of retained topics and payloads in all.</summary>
    public long MaximumRetainedBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Longest time a session is kept after its connection ended, whatever the client asked for. A day: whoever is away longer needs more than messages.</summary>
    public TimeSpan MaximumSessionExpiry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the old connection of a client identifier may take to end before the new one is refused.</summary>
    public TimeSpan TakeoverTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often timeouts are looked at; also their precision.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);
}
