using System.Buffers;
using System.Text.Json;

namespace Facilities.Simulator.Assets;

/// <summary>
/// Builds one native payload, <c>{"ts":…,"values":{…}}</c>. Reused by its asset; numbers are rounded as a device would send them.
/// </summary>
internal sealed class Report : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, double> _last = [];
    private bool _frozen;

    public Report() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>Number of values in the present payload.</summary>
    public int Count { get; private set; }

    public Report Begin(long unixMs, bool frozen)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("ts"u8, unixMs);
        _json.WriteStartObject("values"u8);
        _frozen = frozen;
        Count = 0;
        return this;
    }

    /// <summary>A measured quantity. While the sensor is frozen its last value is repeated.</summary>
    public Report Number(string key, double value, int decimals)
    {
        var rounded = Math.Round(value, decimals);
        if (_frozen && _last.TryGetValue(key, out var kept)) rounded = kept;
        else _last[key] = rounded;
        _json.WriteNumber(key, rounded);
        Count++;
        return this;
    }

    /// <summary>A number as it is, to its last digit; infinities can't travel in JSON and are left out.</summary>
    public Report Exact(string key, double value)
    {
        if (!double.IsFinite(value)) return this;
        _json.WriteNumber(key, value);
        Count++;
        return this;
    }

    public Report Count64(string key, long value)
    {
        _json.WriteNumber(key, value);
        Count++;
        return this;
    }

    public Report Flag(string key, bool value)
    {
        _json.WriteBoolean(key, value);
        Count++;
        return this;
    }

    public Report State(string key, string value)
    {
        _json.WriteString(key, value);
        Count++;
        return this;
    }

    public byte[] End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();
}
