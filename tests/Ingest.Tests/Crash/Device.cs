using System.Globalization;
using System.Text;
using Facilities.Mqtt;

namespace Facilities.Ingest.Tests.Crash;

/// <summary>
/// An elevator's gateway with a memory: numbers its messages, remembers which were acknowledged, and sends the others again after a reconnect.
/// Its clock starts 55 s ago (just not late) and runs at double speed, so that a condition of a minute comes true in half of one.
/// </summary>
internal sealed class Device(string code, Trouble trouble)
{
    private const long BehindMs = 55_000;

    /// <summary>Before the trouble begins it runs normally for this many messages.</summary>
    private const int NormalMessages = 20;

    private readonly Lock _lock = new();
    private readonly SortedSet<int> _open = [];
    private readonly HashSet<int> _acknowledged = [];
    private readonly List<long> _times = [];
    private long _originUnixMs;

    public string Code => code;

    public Trouble Trouble => trouble;

    /// <summary>Event time of the first message that shows the trouble.</summary>
    public long OnsetUnixMs => TimeOf(NormalMessages);

    public long NewestUnixMs
    {
        get
        {
            lock (_lock) return _times.Count == 0 ? 0 : _times[^1];
        }
    }

    public int AcknowledgedCount
    {
        get
        {
            lock (_lock) return _acknowledged.Count;
        }
    }

    public IReadOnlyCollection<int> Acknowledged
    {
        get
        {
            lock (_lock) return [.. _acknowledged];
        }
    }

    public IReadOnlyList<int> Unacknowledged
    {
        get
        {
            lock (_lock) return [.. _open];
        }
    }

    public long TimeOf(int sequence)
    {
        lock (_lock) return _times[sequence];
    }

    /// <summary>Makes the next message; returns its number.</summary>
    public int Next()
    {
        lock (_lock)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (_originUnixMs == 0) _originUnixMs = now;
            var time = _originUnixMs - BehindMs + 2 * (now - _originUnixMs);
            _times.Add(_times.Count == 0 ? time : Math.Max(time, _times[^1] + 1));
            _open.Add(_times.Count - 1);
            return _times.Count - 1;
        }
    }

    public async Task SendAsync(MqttClient client, int sequence)
    {
        var shows = sequence >= NormalMessages ? trouble : Trouble.None;
        var payload = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"ts":{{{TimeOf(sequence)}}},"values":{"seq":{{{sequence}}},"car_speed":{{{(shows == Trouble.Trapped ? "0" : "1.5")}}},"in_door_zone":{{{(shows == Trouble.Trapped ? "false" : "true")}}},"door_state":"closed","lock_circuit":{{{(shows == Trouble.OpenLock ? "false" : "true")}}},"occupied":true,"mode":"normal"}}""");
        var answer = await client.PublishAsync($"fm/v1/yulan/{code}/telemetry", Encoding.UTF8.GetBytes(payload));
        if (answer != MqttReasonCode.Success) throw new InvalidOperationException($"{code}: {answer}");
        lock (_lock)
        {
            _open.Remove(sequence);
            _acknowledged.Add(sequence);
        }
    }
}
