using System.Collections.Concurrent;
using System.Text.Json;
using Facilities.Domain;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Sparkplug B (Eclipse Sparkplug 3.0):
/// <code>
/// spBv1.0/{group}/NBIRTH | NDATA | NDEATH/{node}
/// spBv1.0/{group}/DBIRTH | DDATA | DDEATH/{node}/{device}
/// spBv1.0/{group}/NCMD/{node}                  what we publish: Node Control/Rebirth, and nothing else
/// </code>
/// A birth gives names, aliases and types of all metrics; data may name them by alias alone. <c>seq</c> counts 0–255 over all messages of a node: after a
/// gap an alias may mean something else, so values by alias wait for the birth that is asked for; values by name are taken. <c>bdSeq</c> ties a death, which
/// is a will, to its birth. Births are remembered across a restart; where <c>seq</c> stood isn't, so the first message after it is believed.
/// </summary>
/// <param name="memory">Births.</param>
/// <param name="clock">For the time in what we publish.</param>
/// <param name="time">For how long a node wasn't asked; null: the system's.</param>
internal sealed class SparkplugDialect(DialectMemory memory, SiteClock clock, TimeProvider? time = null) : IDialect
{
    private const string Dialect = "sparkplug";
    private const string Rebirth = "Node Control/Rebirth";
    private const int MostNodes = 20_000;

    /// <summary>A node answers within seconds; asked more often, one that can't answer would be asked with each of its messages.</summary>
    private static readonly TimeSpan AskedAgain = TimeSpan.FromSeconds(10);

    private readonly DialectMemory _memory = memory;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<DialectFact, Node> _nodes = new();
    private readonly FactGroups _devices = new(memory, Dialect, NodeOf);

    public string Key => Dialect;

    public bool Claims(string topic) => topic.StartsWith("spBv1.0/", StringComparison.Ordinal) && KindOf(topic.Split('/')) is not null;

    public DialectOutcome Read(DialectMessage message)
    {
        var levels = message.Levels;
        var kind = KindOf(levels)!;
        if (message.Payload.IsEmpty) return DialectOutcome.None;
        if (SparkplugPayload.TryRead(message.Payload.Span) is not { } payload || payload.Uuid == "SPBV1.0_COMPRESSED") return DialectOutcome.Unreadable(PayloadFault.NotProtobuf);
        var nodeKey = $"{levels[1]}/{levels[3]}";
        var fact = new DialectFact(Key, message.Place, nodeKey);
        if (_nodes.Count >= MostNodes) _nodes.Clear();
        var node = _nodes.GetOrAdd(fact, static _ => new Node());
        var deviceFact = levels.Length == 5 ? fact with { Key = $"{nodeKey}/{levels[4]}" } : fact;
        var reading = (fact, deviceFact, node, payload, levels);
        // Messages of one node come on one connection; two connections of one name would garble each other's counters, not our memory.
        lock (node)
        {
            return kind switch
            {
                "NDEATH" => NodeDeath(fact, node, payload),
                "NBIRTH" or "DBIRTH" => Birth(reading, kind == "NBIRTH"),
                "DDEATH" => DeviceDeath(reading),
                _ => Data(reading),
            };
        }
    }

    private static string? KindOf(string[] levels) => levels switch
    {
        [_, { Length: > 0 }, "NBIRTH" or "NDATA" or "NDEATH", { Length: > 0 }] => levels[2],
        [_, { Length: > 0 }, "DBIRTH" or "DDATA" or "DDEATH", { Length: > 0 }, { Length: > 0 }] => levels[2],
        _ => null,
    };

    private DialectOutcome Birth((DialectFact Fact, DialectFact Device, Node Node, SparkplugPayload Payload, string[] Levels) message, bool ofNode)
    {
        var (_, device, node, payload, _) = message;
        ulong? birthDeath = ofNode ? BirthDeath(payload) : null;
        var birth = new SparkplugBirth(true, birthDeath, [], [], []);
        foreach (var metric in payload.Metrics)
        {
            if (metric.Name.Length == 0) continue;
            if (metric.Alias is { } alias) birth.Aliases[alias] = metric.Name;
            if (metric.Unit.Length > 0) birth.Units[metric.Name] = metric.Unit;
            birth.Types[metric.Name] = metric.DataType;
        }

        var outcome = new DialectOutcome();
        // A device's birth is counted like data; a node's begins a new count.
        if (!ofNode) Follow(message, outcome);
        else (node.Next, node.IsSure, node.AskedAt) = (After(payload.Sequence), true, null);
        outcome.Facts.Add(new(device, JsonSerializer.Serialize(birth)));
        outcome.Devices.Add(new DeviceReading(device.Key) { Name = message.Levels[^1], Presence = PresenceState.Online });
        Add(payload, birth, null, byAlias: true, device.Key, message.Levels[^1], outcome);
        return outcome;
    }

    private DialectOutcome Data((DialectFact Fact, DialectFact Device, Node Node, SparkplugPayload Payload, string[] Levels) message)
    {
        var outcome = new DialectOutcome();
        Follow(message, outcome);
        var own = Find(message.Device);
        var nodes = message.Device == message.Fact ? null : Find(message.Fact);
        var isUnderstood = Add(message.Payload, own, nodes, message.Node.IsSure, message.Device.Key, message.Levels[^1], outcome);
        // Asked for no more often than that even if it is born again meanwhile: some nodes never say what they mean.
        if ((!isUnderstood || own is null or { IsAlive: false } || nodes is { IsAlive: false }) && !IsRecent(message.Node.LastAskedAt)) Ask(message, outcome);
        return outcome;
    }

    private DialectOutcome DeviceDeath((DialectFact Fact, DialectFact Device, Node Node, SparkplugPayload Payload, string[] Levels) message)
    {
        var outcome = new DialectOutcome { Devices = [new DeviceReading(message.Device.Key) { Name = message.Levels[^1], Presence = PresenceState.Offline }] };
        Follow(message, outcome);
        if (Find(message.Device) is { IsAlive: true } birth) outcome.Facts.Add(new(message.Device, JsonSerializer.Serialize(birth with { IsAlive = false })));
        return outcome;
    }

    private DialectOutcome NodeDeath(DialectFact fact, Node node, SparkplugPayload payload)
    {
        var birth = Find(fact);
        // The will of a session before this one, sent late: the node is there again.
        if (birth?.BirthDeath is { } current && BirthDeath(payload) is { } said && said != current) return DialectOutcome.None;
        node.IsSure = false;
        var outcome = new DialectOutcome { Devices = [Lost(fact.Key)] };
        if (birth is not null) outcome.Facts.Add(new(fact, JsonSerializer.Serialize(birth with { IsAlive = false })));
        foreach (var device in _devices.Of(fact.Place, fact.Key).Take(DialectOutcome.MostDevices))
        {
            if (Find(device) is not { IsAlive: true } alive) continue;
            outcome.Devices.Add(Lost(device.Key));
            outcome.Facts.Add(new(device, JsonSerializer.Serialize(alive with { IsAlive = false })));
        }

        return outcome;
    }

    private static DeviceReading Lost(string key) => new(key) { Name = key[(key.LastIndexOf('/') + 1)..], Presence = PresenceState.Lost };

    /// <summary>Compares the message's <c>seq</c> with the one expected.</summary>
    private void Follow((DialectFact Fact, DialectFact Device, Node Node, SparkplugPayload Payload, string[] Levels) message, DialectOutcome outcome)
    {
        var node = message.Node;
        if (message.Payload.Sequence is not { } sequence) return;
        if (node.Next is null && Find(message.Fact) is { IsAlive: true }) node.IsSure = true;
        if (node.Next is { } expected && expected != sequence)
        {
            node.IsSure = false;
            Ask(message, outcome);
        }

        node.Next = After(sequence);
    }

    private void Ask((DialectFact Fact, DialectFact Device, Node Node, SparkplugPayload Payload, string[] Levels) message, DialectOutcome outcome)
    {
        var node = message.Node;
        if (IsRecent(node.AskedAt)) return;
        node.AskedAt = node.LastAskedAt = _time.GetTimestamp();
        outcome.Answers.Add(($"spBv1.0/{message.Levels[1]}/NCMD/{message.Levels[3]}", SparkplugPayload.Command(Rebirth, clock.NowUnixMs)));
    }

    private bool IsRecent(long? asked) => asked is { } at && _time.GetElapsedTime(at) < AskedAgain;

    /// <summary><c>group/node</c> of a device's key; null for a node's own.</summary>
    private static string? NodeOf(string key) => key.Split('/') is [var group, var node, _, ..] ? $"{group}/{node}" : null;

    /// <summary>Adds the metrics, one reading per time.</summary>
    /// <returns>False: an alias that no birth named, or that may mean something else by now, or an integer of which nobody said whether it has a sign.</returns>
    private static bool Add(SparkplugPayload payload, SparkplugBirth? own, SparkplugBirth? node, bool byAlias, string key, string name, DialectOutcome outcome)
    {
        var known = true;
        var byTime = new Dictionary<(long?, bool), DeviceReading>();
        foreach (var metric in payload.Metrics)
        {
            var metricName = metric.Name;
            var birth = own;
            if (metricName.Length == 0 && metric.Alias is { } alias)
            {
                // Aliases are unique in a node since 3.0, in a device before.
                if (byAlias && own is { IsAlive: true } && own.Aliases.TryGetValue(alias, out var named)) metricName = named;
                else if (byAlias && own is { IsAlive: true } && node is { IsAlive: true } && node.Aliases.TryGetValue(alias, out named)) (metricName, birth) = (named, node);
                else
                {
                    known = false;
                    continue;
                }
            }

            if (metricName.Length == 0 || metricName == "bdSeq" || metricName.StartsWith("Node Control/", StringComparison.Ordinal) || metricName.StartsWith("Device Control/", StringComparison.Ordinal)
                || metric.Shape == SparkplugValue.Other) continue;
            var type = metric.DataType != 0 ? metric.DataType : birth?.Types.GetValueOrDefault(metricName) ?? 0;
            if (type == 0 && metric.Shape == SparkplugValue.Integer)
            {
                known = false;
                continue;
            }

            var value = Value(metric, metricName, type, birth);
            var at = (metric.TimestampMs ?? payload.TimestampMs, metric.IsHistorical);
            if (!byTime.TryGetValue(at, out var reading))
                byTime.Add(at, reading = new DeviceReading(key) { Name = name, TimeUnixMs = at.Item1 is { } ms ? DeviceTime.FromNumber(ms) : null, IsHistorical = at.IsHistorical });
            reading.Fields.Add(value);
        }

        outcome.Devices.AddRange(byTime.Values);
        return known;
    }

    private static FieldValue Value(in SparkplugMetric metric, string name, uint type, SparkplugBirth? birth)
    {
        var value = metric.Shape switch
        {
            SparkplugValue.Boolean => FieldValue.Of(name, metric.Bits != 0),
            SparkplugValue.Number => FieldValue.Of(name, metric.Number),
            SparkplugValue.Text => FieldValue.Of(name, metric.Text),
            // 1–4 are signed, of 8 to 64 bits; negative ones come as two's complement in an unsigned field.
            SparkplugValue.Integer => FieldValue.Of(name, type switch { 1 => (sbyte)metric.Bits, 2 => (short)metric.Bits, 3 => (int)metric.Bits, 4 => (long)metric.Bits, _ => (double)metric.Bits }),
            _ => FieldValue.Nothing(name),
        };
        if (metric.Unit.Length > 0) return value with { Unit = metric.Unit };
        return birth is not null && birth.Units.TryGetValue(name, out var unit) ? value with { Unit = unit } : value;
    }

    private static ulong? BirthDeath(SparkplugPayload payload)
    {
        foreach (var metric in payload.Metrics)
        {
            if (metric.Name == "bdSeq" && metric.Shape == SparkplugValue.Integer) return metric.Bits;
        }

        return null;
    }

    private static byte? After(byte? sequence) => sequence is { } given ? unchecked((byte)(given + 1)) : null;

    private SparkplugBirth? Find(DialectFact fact) => _memory.Find(fact) is { } body ? Parse(body) : null;

    private static SparkplugBirth? Parse(string body) => JsonSerializer.Deserialize<SparkplugBirth>(body);

    /// <summary>Where a node's count stands. Guarded by its own lock.</summary>
    private sealed class Node
    {
        /// <summary>The <c>seq</c> that comes next; null: not known.</summary>
        public byte? Next { get; set; }

        /// <summary>Nothing was missed since the birth: aliases mean what it said.</summary>
        public bool IsSure { get; set; }

        /// <summary>When a birth was asked for that hasn't come.</summary>
        public long? AskedAt { get; set; }

        /// <summary>When one was asked for, whether or not it came.</summary>
        public long? LastAskedAt { get; set; }
    }
}
