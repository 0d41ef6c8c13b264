using System.Text;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Writes readings as lines:
/// <code>
///   elevator,site=yulan,asset=e-00001 car_speed=1.5,floor=7,Rx=5120i 1767225600000
///   └ type   └ tags                   └ one float per point  └ delay × 256 + flags
/// </code>
/// Delay is receive time − event time in milliseconds. It and the flags share a field because each costs the server as much as a point's, and because both are then
/// overwritten together. One user at a time; what was looked up is remembered until the names change.
/// </summary>
internal sealed class LineEncoder(ISeriesNames names, FieldNamesByType fields)
{
    private readonly Dictionary<int, SourceLine> _sources = [];
    private long _version = -1;

    /// <summary>Adds a reading with at least one value.</summary>
    public void Add(in Reading reading, LineBuffer into)
    {
        if (_version != names.Version) Forget();
        if (!_sources.TryGetValue(reading.Source.Value, out var source)) _sources.Add(reading.Source.Value, source = Look(reading.Source));
        var span = into.GetSpan(source.Prefix.Length + 128 + reading.Values.Length * (2 * source.LongestKey + 2 * LineProtocol.LongestNumber));
        source.Prefix.CopyTo(span);
        var at = source.Prefix.Length;
        foreach (var value in reading.Values)
        {
            var field = source.Fields[value.Point];
            if (field.BitsKey.Length > source.LongestKey)
            {
                // A point that the type doesn't name, or one renamed: measured now, and written the second time round.
                source.LongestKey = field.BitsKey.Length;
                Add(reading, into);
                return;
            }

            field.Key.CopyTo(span[at..]);
            at += field.Key.Length;
            if (LineProtocol.IsPlain(value.Value))
            {
                at += LineProtocol.WriteNumber(span[at..], value.Value);
            }
            else
            {
                at += LineProtocol.WriteNumber(span[at..], LineProtocol.Sentinel);
                span[at++] = (byte)',';
                field.BitsKey.CopyTo(span[at..]);
                at += field.BitsKey.Length;
                at += LineProtocol.WriteWhole(span[at..], BitConverter.DoubleToInt64Bits(value.Value));
                span[at++] = (byte)'i';
            }

            span[at++] = (byte)',';
        }

        "Rx="u8.CopyTo(span[at..]);
        at += 3;
        at += LineProtocol.WriteWhole(span[at..], (reading.ReceiveTimeUnixMs - reading.EventTimeUnixMs) * 256 + (byte)reading.Flags);
        "i "u8.CopyTo(span[at..]);
        at += 2;
        at += LineProtocol.WriteWhole(span[at..], reading.EventTimeUnixMs);
        span[at++] = (byte)'\n';
        into.Advance(at, reading.Source, reading.ReceiveTimeUnixMs);
    }

    private SourceLine Look(SourceId source)
    {
        var name = FieldNamesByType.NameOf(names, source);
        var ofType = fields.Of(name);
        var prefix = $"{LineProtocol.EscapeMeasurement(name.Type)},site={LineProtocol.Escape(name.Site)},asset={LineProtocol.Escape(name.Asset)} ";
        return new SourceLine(Encoding.UTF8.GetBytes(prefix), ofType) { LongestKey = name.Points.Points.Select(p => ofType[p.No].BitsKey.Length).DefaultIfEmpty(8).Max() };
    }

    private void Forget()
    {
        _version = names.Version;
        _sources.Clear();
    }

    private sealed class SourceLine(byte[] prefix, FieldNames fields)
    {
        public byte[] Prefix => prefix;

        public FieldNames Fields => fields;

        /// <summary>No key or bits key is longer, bytes.</summary>
        public int LongestKey { get; set; }
    }
}
