namespace Facilities.Telemetry;

/// <summary>
/// Readings in the order in which they came, kept in two flat arrays that grow and are reused: <see cref="Clear"/> keeps the memory.
/// Not thread-safe; one owner at a time. A <see cref="Reading"/> taken from it is a view that the next addition or <see cref="Clear"/> ends.
/// </summary>
public sealed class ReadingBatch
{
    private Header[] _headers;
    private PointValue[] _values;
    private int _count;
    private int _valueCount;

    public ReadingBatch(int readingCapacity = 64, int valueCapacity = 512)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(readingCapacity);
        ArgumentOutOfRangeException.ThrowIfNegative(valueCapacity);
        _headers = new Header[readingCapacity];
        _values = new PointValue[valueCapacity];
    }

    /// <summary>Number of readings.</summary>
    public int Count => _count;

    /// <summary>Number of values in all readings together, that is, of samples.</summary>
    public int ValueCount => _valueCount;

    public Reading this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            ref readonly var header = ref _headers[index];
            return new Reading
            {
                Source = header.Source,
                EventTimeUnixMs = header.EventTimeUnixMs,
                ReceiveTimeUnixMs = header.ReceiveTimeUnixMs,
                Flags = header.Flags,
                Values = _values.AsSpan(header.Start, header.Length),
            };
        }
    }

    public void Add(SourceId source, long eventTimeUnixMs, long receiveTimeUnixMs, ReadingFlags flags, ReadOnlySpan<PointValue> values) =>
        values.CopyTo(AddUninitialized(source, eventTimeUnixMs, receiveTimeUnixMs, flags, values.Length));

    public void Add(in Reading reading) =>
        Add(reading.Source, reading.EventTimeUnixMs, reading.ReceiveTimeUnixMs, reading.Flags, reading.Values);

    /// <summary>Adds a reading whose values the caller writes into the returned span at once; the span ends with the next change of the batch.</summary>
    public Span<PointValue> AddUninitialized(SourceId source, long eventTimeUnixMs, long receiveTimeUnixMs, ReadingFlags flags, int valueCount)
    {
        if (_count == _headers.Length) Array.Resize(ref _headers, Math.Max(64, _count * 2));
        if (_values.Length - _valueCount < valueCount) Array.Resize(ref _values, Math.Max(_valueCount + valueCount, Math.Max(512, _values.Length * 2)));
        _headers[_count++] = new Header(source, eventTimeUnixMs, receiveTimeUnixMs, _valueCount, valueCount, flags);
        var span = _values.AsSpan(_valueCount, valueCount);
        _valueCount += valueCount;
        return span;
    }

    /// <summary>Takes readings off the end until <paramref name="count"/> are left.</summary>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)_count, nameof(count));
        if (count == _count) return;
        _valueCount = _headers[count].Start;
        _count = count;
    }

    /// <summary>Empties the batch and keeps its memory for the next round.</summary>
    public void Clear()
    {
        _count = 0;
        _valueCount = 0;
    }

    private readonly record struct Header(SourceId Source, long EventTimeUnixMs, long ReceiveTimeUnixMs, int Start, int Length, ReadingFlags Flags);
}
