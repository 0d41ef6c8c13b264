using System.Buffers;
using System.Text.Json;
using Facilities.Simulator.Work;

namespace Facilities.Simulator.Assets;

/// <summary>
/// Builds one native payload, <c>{"ts":…,"values":{…}}</c>. Reused by its asset; numbers are rounded as a device would send them.
/// </summary>
internal sealed class Report : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, double> _last = [];
    private readonly Dictionary<string, Own> _own = [];
    private Func<string, PlannedAct?>? _acts;
    private bool _frozen;
    private bool _writing;

    public Report() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>Number of values in the present payload.</summary>
    public int Count { get; private set; }

    /// <param name="acts">What people do to a point now; it stands in the place of what the model says of it.</param>
    public Report Begin(long unixMs, bool frozen, Func<string, PlannedAct?>? acts = null)
    {
        _acts = acts;
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
        if (IsActed(key, new Own(Number: value, Decimals: decimals))) return this;
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
        if (!double.IsFinite(value) || IsActed(key, new Own(Number: value, Decimals: Own.Exact))) return this;
        _json.WriteNumber(key, value);
        Count++;
        return this;
    }

    public Report Count64(string key, long value)
    {
        if (IsActed(key, new Own(Count: value))) return this;
        _json.WriteNumber(key, value);
        Count++;
        return this;
    }

    public Report Flag(string key, bool value)
    {
        if (IsActed(key, new Own(Flag: value))) return this;
        _json.WriteBoolean(key, value);
        Count++;
        return this;
    }

    public Report State(string key, string value)
    {
        if (IsActed(key, new Own(State: value))) return this;
        _json.WriteString(key, value);
        Count++;
        return this;
    }

    /// <summary>What is done to a point, or, when nothing is any more, what the model last said of it; a flag it never spoke of is off.</summary>
    public Report Acted(PlannedAct act)
    {
        if (_acts?.Invoke(act.Point) is { } present) Write(present);
        else if (_own.TryGetValue(act.Point, out var own)) own.Write(this, act.Point);
        else if (act.Flag is not null) Flag(act.Point, false);
        return this;
    }

    public byte[] End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether people's doing stands in the place of a value; the model's own is kept for afterwards.</summary>
    private bool IsActed(string key, Own own)
    {
        if (_acts is null || _writing) return false;
        _own[key] = own;
        if (_acts(key) is not { } act) return false;
        Write(act);
        return true;
    }

    private void Write(PlannedAct act)
    {
        _writing = true;
        act.Write(this);
        _writing = false;
    }

    public void Dispose() => _json.Dispose();

    /// <summary>What the model said of a point.</summary>
    private readonly record struct Own(double Number = 0, int Decimals = 0, long? Count = null, bool? Flag = null, string? State = null)
    {
        public const int Exact = -1;

        public void Write(Report report, string key)
        {
            if (State is not null) report.State(key, State);
            else if (Flag is { } flag) report.Flag(key, flag);
            else if (Count is { } count) report.Count64(key, count);
            else if (Decimals == Exact) report.Exact(key, Number);
            else report.Number(key, Number, Decimals);
        }
    }
}
