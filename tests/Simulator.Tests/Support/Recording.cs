using System.Text.Json;
using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;

namespace Facilities.Simulator.Tests;

/// <summary>What one virtual asset sent over a span of site time, by key.</summary>
internal sealed class Recording
{
    /// <summary>A Wednesday, 00:00 local time (UTC+8), in autumn.</summary>
    public static readonly DateTimeOffset Midnight = new(2026, 11, 18, 0, 0, 0, TimeSpan.FromHours(8));

    private readonly Dictionary<string, List<(long UnixMs, double Value)>> _numbers = [];
    private readonly Dictionary<string, List<(long UnixMs, string Value)>> _states = [];

    public List<(long UnixMs, byte[] Payload)> Messages { get; } = [];

    public IEnumerable<string> Keys => _numbers.Keys.Concat(_states.Keys);

    public static Recording Of(string type, TimeSpan span, DateTimeOffset? from = null, int seed = 7,
        IReadOnlyList<FaultInjection>? faults = null, IReadOnlyDictionary<string, double>? attributes = null)
    {
        var start = from ?? Midnight;
        var site = new SitePlan
        {
            Code = "site",
            Assets = [new AssetPlan { Code = "a1", Type = type, Seed = seed, Faults = faults ?? [], Attributes = attributes ?? new Dictionary<string, double>() }],
        };
        using var simulation = new SiteSimulation(site, start.ToUnixTimeMilliseconds());
        var recording = new Recording();
        simulation.Advance((start + span).ToUnixTimeMilliseconds(), recording.Add);
        return recording;
    }

    public static FaultInjection Fault(FaultKind kind, TimeSpan after, TimeSpan? development = null, TimeSpan? duration = null, double severity = 1) =>
        new() { Kind = kind, Start = Midnight + after, Development = development ?? TimeSpan.Zero, Duration = duration, Severity = severity };

    public IReadOnlyList<(long UnixMs, double Value)> this[string key] => _numbers.TryGetValue(key, out var values) ? values : [];

    public IReadOnlyList<(long UnixMs, string Value)> States(string key) => _states.TryGetValue(key, out var values) ? values : [];

    public double[] Values(string key, TimeSpan from, TimeSpan to)
    {
        var (low, high) = ((Midnight + from).ToUnixTimeMilliseconds(), (Midnight + to).ToUnixTimeMilliseconds());
        return [.. this[key].Where(sample => sample.UnixMs >= low && sample.UnixMs < high).Select(sample => sample.Value)];
    }

    /// <summary>The last value at or before an instant.</summary>
    public double At(string key, long unixMs) => this[key].Last(sample => sample.UnixMs <= unixMs).Value;

    public void Add(SimulatedMessage message)
    {
        Messages.Add((message.UnixMs, message.Payload));
        using var json = JsonDocument.Parse(message.Payload);
        json.RootElement.GetProperty("ts").GetInt64().ShouldBe(message.UnixMs);
        foreach (var value in json.RootElement.GetProperty("values").EnumerateObject())
        {
            switch (value.Value.ValueKind)
            {
                case JsonValueKind.String:
                    List(_states, value.Name).Add((message.UnixMs, value.Value.GetString()!));
                    break;
                case JsonValueKind.Number:
                    List(_numbers, value.Name).Add((message.UnixMs, value.Value.GetDouble()));
                    break;
                default:
                    List(_numbers, value.Name).Add((message.UnixMs, value.Value.GetBoolean() ? 1 : 0));
                    break;
            }
        }
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }
}
