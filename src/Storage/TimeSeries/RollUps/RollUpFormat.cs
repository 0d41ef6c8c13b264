using System.Buffers.Binary;
using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>
/// The bytes of a chunk of roll-ups: a fixed stretch of one level, all points of one source (docs/formats/telemetry-store.md).
/// <code>
///   version (1) | points | points × ( point − previous point − 1 | buckets n | 7 integer columns of n | 7 value columns of n ) | CRC32C (4)
///   integers: number in the chunk, count, edge − start, first − edge, last − start, held ms, holds (0, 1)
///   values:   minimum, maximum, sum, first, last, held sum, increase
/// </code>
/// Reused, since it owns its work space; not thread-safe.
/// </summary>
internal sealed class RollUpFormat
{
    /// <summary>Most buckets in a chunk, of any level.</summary>
    public const int MostBuckets = 720;

    private const byte Version = 1;
    private const int Columns = 7;

    private readonly long[][] _integers = [.. Enumerable.Range(0, Columns).Select(static _ => new long[MostBuckets])];
    private readonly double[][] _values = [.. Enumerable.Range(0, Columns).Select(static _ => new double[MostBuckets])];
    private readonly long[] _mantissas = new long[MostBuckets];
    private readonly ulong[] _scratch = new ulong[MostBuckets];
    private byte[] _bytes = new byte[1 << 14];

    /// <summary>Length of a chunk, milliseconds: half a day of minutes, 8 days of hours, 256 days of days.</summary>
    public static long ChunkMs(RollUpLevel level) => level.BucketMs() * level switch { RollUpLevel.Minute => MostBuckets, RollUpLevel.Hour => 192, _ => 256 };

    /// <summary>Start of the chunk that holds the instant.</summary>
    public static long ChunkOf(RollUpLevel level, long unixMs)
    {
        var rest = unixMs % ChunkMs(level);
        return unixMs - (rest < 0 ? rest + ChunkMs(level) : rest);
    }

    /// <summary>Encodes a chunk whose lists ascend and aren't empty. The bytes are valid until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(RollUpLevel level, long chunkUnixMs, SortedDictionary<ushort, List<RollUpBucket>> points)
    {
        MakeRoom(points);
        var writer = new SpanWriter(_bytes);
        writer.WriteByte(Version);
        writer.WriteVarint((ulong)points.Count);
        var previous = -1;
        foreach (var (point, buckets) in points)
        {
            writer.WriteVarint((ulong)(point - previous - 1));
            writer.WriteVarint((ulong)buckets.Count);
            previous = point;
            for (var i = 0; i < buckets.Count; i++) Take(i, buckets[i], chunkUnixMs, level.BucketMs());
            foreach (var column in _integers) IntegerColumn.Write(ref writer, column.AsSpan(0, buckets.Count), _scratch);
            foreach (var column in _values) ValueColumn.Write(ref writer, column.AsSpan(0, buckets.Count), _mantissas, _scratch);
        }

        writer.WriteUInt32(Crc32C.Compute(writer.Written));
        return _bytes.AsMemory(0, writer.Position);
    }

    /// <summary>Decodes one point's buckets, or those of all when <paramref name="only"/> is null, and adds them to their lists.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged or of a newer version.</exception>
    public void Decode(RollUpLevel level, long chunkUnixMs, ReadOnlySpan<byte> bytes, ushort? only, SortedDictionary<ushort, List<RollUpBucket>> into)
    {
        if (bytes.Length < 6) throw new InvalidDataException("The roll-up is too short.");
        var content = bytes[..^4];
        if (Crc32C.Compute(content) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[content.Length..])) throw new InvalidDataException("The roll-up's checksum is wrong.");
        var reader = new SpanReader(content);
        if (reader.ReadByte() is var version && version != Version) throw new InvalidDataException($"Roll-ups of version {version} are unknown here.");
        var points = reader.ReadCount(ushort.MaxValue + 1);
        var previous = -1;
        for (var i = 0; i < points && !(previous >= only); i++)
        {
            previous += 1 + reader.ReadCount(ushort.MaxValue - previous - 1);
            var count = reader.ReadCount(MostBuckets);
            if (count == 0) throw new InvalidDataException("A point of a roll-up has no bucket.");
            foreach (var column in _integers) IntegerColumn.Read(ref reader, column.AsSpan(0, count), _scratch);
            foreach (var column in _values) ValueColumn.Read(ref reader, column.AsSpan(0, count), _mantissas, _scratch);
            if (only is { } wanted && wanted != previous) continue;
            if (!into.TryGetValue((ushort)previous, out var list)) into.Add((ushort)previous, list = []);
            for (var b = 0; b < count; b++) list.Add(Give(b, chunkUnixMs, level.BucketMs()));
        }
    }

    private void Take(int i, in RollUpBucket bucket, long chunkUnixMs, long length)
    {
        _integers[0][i] = (bucket.StartUnixMs - chunkUnixMs) / length;
        _integers[1][i] = bucket.Count;
        _integers[2][i] = bucket.EdgeUnixMs - bucket.StartUnixMs;
        _integers[3][i] = bucket.FirstUnixMs - bucket.EdgeUnixMs;
        _integers[4][i] = bucket.LastUnixMs - bucket.StartUnixMs;
        _integers[5][i] = bucket.HeldMs;
        _integers[6][i] = bucket.Holds ? 1 : 0;
        _values[0][i] = bucket.Min;
        _values[1][i] = bucket.Max;
        _values[2][i] = bucket.Sum;
        _values[3][i] = bucket.First;
        _values[4][i] = bucket.Last;
        _values[5][i] = bucket.HeldSum;
        _values[6][i] = bucket.Increase;
    }

    private RollUpBucket Give(int i, long chunkUnixMs, long length)
    {
        var start = chunkUnixMs + _integers[0][i] * length;
        var edge = start + _integers[2][i];
        return new RollUpBucket(start, _integers[1][i], _values[0][i], _values[1][i], _values[2][i], _values[3][i], _values[4][i])
        {
            EdgeUnixMs = edge,
            FirstUnixMs = edge + _integers[3][i],
            LastUnixMs = start + _integers[4][i],
            HeldMs = _integers[5][i],
            Holds = _integers[6][i] == 1,
            HeldSum = _values[5][i],
            Increase = _values[6][i],
        };
    }

    private void MakeRoom(SortedDictionary<ushort, List<RollUpBucket>> points)
    {
        var most = 16;
        foreach (var buckets in points.Values)
        {
            most += 8 + Columns * (IntegerColumn.MaximumLength(buckets.Count) + ValueColumn.MaximumLength(buckets.Count));
        }

        if (_bytes.Length < most) _bytes = new byte[most];
    }
}
