using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>
/// How far a source has been maintained: the days that are rolled up, what was pinned, and what of each point and level is gone. Immutable.
/// <code>
///   rolled through | pins n | n × ( from, to ) | points n | levels of all others | n × ( point, levels )
///   levels: for raw, minute, hour, day the instant before which it is gone (least number: nothing is, greatest: not made); all zigzag varints
/// </code>
/// </summary>
internal sealed class Upkeep
{
    /// <summary>"Gone before" of a level that isn't made.</summary>
    public const long NotMade = long.MaxValue;

    /// <summary>"Gone before" of a level of which nothing is gone.</summary>
    public const long Whole = long.MinValue;

    private const int Levels = 4;

    private readonly long[] _others;
    private readonly SortedDictionary<ushort, long[]> _points;

    private Upkeep(long rolledThroughUnixMs, IReadOnlyList<TimeSpanUnixMs> pinned, long[] others, SortedDictionary<ushort, long[]> points) =>
        (RolledThroughUnixMs, Pinned, _others, _points) = (rolledThroughUnixMs, pinned, others, points);

    /// <summary>A source that was never maintained: samples only.</summary>
    public static Upkeep None { get; } = new(Whole, [], [Whole, NotMade, NotMade, NotMade], []);

    /// <summary>Days before this are rolled up, but for those that are noted as pending. Start of a UTC day.</summary>
    public long RolledThroughUnixMs { get; }

    /// <summary>Stretches that were kept when what is around them went.</summary>
    public IReadOnlyList<TimeSpanUnixMs> Pinned { get; }

    /// <summary>A store that removes samples by itself has none from before this, pinned or not. Not part of what is saved: it moves with the clock.</summary>
    public long SamplesFromUnixMs { get; private init; } = Whole;

    /// <summary>The points that differ from the others.</summary>
    public IReadOnlyCollection<ushort> Points => _points.Keys;

    /// <summary>Of a point and level, everything before this is gone, but for what is pinned.</summary>
    public long GoneBefore(ushort? point, RollUpLevel level) => (point is { } no && _points.TryGetValue(no, out var gone) ? gone : _others)[(int)level];

    public bool Makes(ushort point, RollUpLevel level) => GoneBefore(point, level) != NotMade;

    public Upkeep WithSamplesFrom(long fromUnixMs) => new(RolledThroughUnixMs, Pinned, _others, _points) { SamplesFromUnixMs = fromUnixMs };

    /// <summary>Whether a pin holds any of a stretch at a level.</summary>
    public bool IsPinned(RollUpLevel level, long fromUnixMs, long toUnixMs)
    {
        foreach (var pin in Pinned)
        {
            if (fromUnixMs < pin.ToUnixMs && toUnixMs > HeldFrom(pin, level)) return true;
        }

        return false;
    }

    /// <summary>Whether a pin holds all of a stretch at a level.</summary>
    public bool IsWhollyPinned(RollUpLevel level, long fromUnixMs, long toUnixMs)
    {
        foreach (var pin in Pinned)
        {
            if (fromUnixMs >= HeldFrom(pin, level) && toUnixMs <= pin.ToUnixMs) return true;
        }

        return false;
    }

    /// <summary>What is to be when a run ends: what is past its time is gone. What was gone or never made before stays so, whatever the rules say now.</summary>
    public Upkeep After(SourceRetention retention, long nowUnixMs, long rolledThroughUnixMs) => Next(retention, nowUnixMs, rolledThroughUnixMs, retention.Pinned);

    /// <summary>What is to be when a run stops with days left: levels are made by the rules from where they begin, but nothing more is gone and the same is pinned.</summary>
    public Upkeep Until(SourceRetention retention, long rolledThroughUnixMs) => Next(retention, null, rolledThroughUnixMs, Pinned);

    public byte[] Encode()
    {
        var buffer = new byte[SpanWriter.LongestVarint * (3 + 2 * Pinned.Count + (1 + Levels) * (1 + _points.Count))];
        var writer = new SpanWriter(buffer);
        writer.WriteZigzag(RolledThroughUnixMs);
        writer.WriteZigzag(Pinned.Count);
        foreach (var pin in Pinned)
        {
            writer.WriteZigzag(pin.FromUnixMs);
            writer.WriteZigzag(pin.ToUnixMs);
        }

        writer.WriteZigzag(_points.Count);
        foreach (var gone in _others) writer.WriteZigzag(gone);
        foreach (var (point, levels) in _points)
        {
            writer.WriteZigzag(point);
            foreach (var gone in levels) writer.WriteZigzag(gone);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes make no sense.</exception>
    public static Upkeep Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        var rolledThrough = reader.ReadZigzag();
        var pins = new TimeSpanUnixMs[CountOf(reader.ReadZigzag(), bytes.Length)];
        for (var i = 0; i < pins.Length; i++) pins[i] = new TimeSpanUnixMs(reader.ReadZigzag(), reader.ReadZigzag());
        var count = CountOf(reader.ReadZigzag(), bytes.Length);
        var others = ReadLevels(ref reader);
        var points = new SortedDictionary<ushort, long[]>();
        for (var i = 0; i < count; i++) points.Add((ushort)reader.ReadZigzag(), ReadLevels(ref reader));
        return new Upkeep(rolledThrough, pins, others, points);
    }

    public bool IsSameAs(Upkeep other) => Encode().AsSpan().SequenceEqual(other.Encode());

    private static long[] ReadLevels(ref SpanReader reader)
    {
        var levels = new long[Levels];
        for (var i = 0; i < Levels; i++) levels[i] = reader.ReadZigzag();
        return levels;
    }

    private static int CountOf(long value, int most) =>
        value >= 0 && value <= most ? (int)value : throw new InvalidDataException("A source's upkeep makes no sense.");

    private long HeldFrom(TimeSpanUnixMs pin, RollUpLevel level) => level == RollUpLevel.Raw ? Math.Max(pin.FromUnixMs, SamplesFromUnixMs) : pin.FromUnixMs;

    /// <param name="nowUnixMs">Null: no age counts.</param>
    private Upkeep Next(SourceRetention retention, long? nowUnixMs, long rolledThroughUnixMs, IReadOnlyList<TimeSpanUnixMs> pinned)
    {
        var points = new SortedDictionary<ushort, long[]>();
        foreach (var point in retention.Points.Keys.Union(_points.Keys)) points.Add(point, GoneAfter(point, retention.Of(point), nowUnixMs));
        return new Upkeep(Math.Max(RolledThroughUnixMs, rolledThroughUnixMs), pinned, GoneAfter(null, retention.Default, nowUnixMs), points) { SamplesFromUnixMs = SamplesFromUnixMs };
    }

    private long[] GoneAfter(ushort? point, RetentionRule rule, long? nowUnixMs)
    {
        var levels = new long[Levels];
        for (var level = RollUpLevel.Raw; level <= RollUpLevel.Day; level++)
        {
            var before = GoneBefore(point, level);
            levels[(int)level] = !rule.Makes(level) ? NotMade
                : before == NotMade ? Math.Max(CutOf(rule[level], level, nowUnixMs), RolledThroughUnixMs)
                : Math.Max(before, CutOf(rule[level], level, nowUnixMs));
        }

        return levels;
    }

    /// <summary>Samples go by whole days, roll-ups by whole chunks, so that a chunk is seldom written anew.</summary>
    private static long CutOf(TimeSpan? age, RollUpLevel level, long? nowUnixMs)
    {
        if (age is not { } kept || nowUnixMs is not { } now) return Whole;
        var cut = now - (long)kept.TotalMilliseconds;
        return level == RollUpLevel.Raw ? RollUpLevel.Day.BucketOf(cut) : RollUpFormat.ChunkOf(level, cut);
    }
}
