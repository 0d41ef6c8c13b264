using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// What one payload held. Reused for every message of a thread: what it shows is valid until the next decode.
/// The arrays grow to the largest payload seen, at most <see cref="MaximumValues"/> and <see cref="MaximumReadings"/>. Not thread-safe.
/// </summary>
internal sealed class DecodedPayload
{
    /// <summary>A day of one reading per minute of eight points, twice over: enough for a device that was offline, small enough to hold.</summary>
    public const int MaximumValues = 24_576;

    public const int MaximumReadings = 4_096;

    /// <summary>More distinct strange keys than that in one message tell nothing new.</summary>
    public const int MaximumStrangeKeys = 32;

    private PointValue[] _values = new PointValue[64];
    private DecodedReading[] _readings = new DecodedReading[8];
    private readonly StrangeKey[] _strange = new StrangeKey[MaximumStrangeKeys];
    private int _valueCount;
    private int _readingCount;

    public ReadOnlySpan<DecodedReading> Readings => _readings.AsSpan(0, _readingCount);

    /// <summary>Keys that are no point of the asset, or whose value can't be read; positions in the payload.</summary>
    public ReadOnlySpan<StrangeKey> StrangeKeys => _strange.AsSpan(0, StrangeCount);

    public int ValueCount => _valueCount;

    private int StrangeCount { get; set; }

    public ReadOnlySpan<PointValue> Values(in DecodedReading reading) => _values.AsSpan(reading.Start, reading.Count);

    public void Clear()
    {
        _valueCount = 0;
        _readingCount = 0;
        StrangeCount = 0;
    }

    /// <returns>False: the payload holds more than a message may.</returns>
    public bool TryAddValue(ushort point, double value)
    {
        if (_valueCount == _values.Length)
        {
            if (_valueCount == MaximumValues) return false;
            Array.Resize(ref _values, Math.Min(MaximumValues, _values.Length * 2));
        }

        _values[_valueCount++] = new PointValue(point, value);
        return true;
    }

    public bool TryEndReading(long? timestampUnixMs, int start)
    {
        if (_readingCount == _readings.Length)
        {
            if (_readingCount == MaximumReadings) return false;
            Array.Resize(ref _readings, Math.Min(MaximumReadings, _readings.Length * 2));
        }

        _readings[_readingCount++] = new DecodedReading(timestampUnixMs, start, _valueCount - start);
        return true;
    }

    public void AddStrangeKey(int offset, int length, bool known)
    {
        if (StrangeCount < MaximumStrangeKeys) _strange[StrangeCount++] = new StrangeKey(offset, length, known);
    }
}
