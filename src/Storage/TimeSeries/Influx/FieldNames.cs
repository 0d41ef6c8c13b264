using System.Globalization;
using System.Text;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Point numbers of one asset type to field keys and back.
/// <code>
///   discharge_mpa     the point's key: a float
///   X_discharge_mpa   bits of a value that InfluxDB's floats can't hold; counts only where the field itself is the sentinel
///   F_discharge_mpa   instead of the first, where somebody else has made that a field of another type
///   N_17              a point of number 17 that the type no longer names
///   P_X_1             a point whose key is one of ours
/// </code>
/// Templates' keys are lower-case, so only an odd one collides. Thread-safe.
/// </summary>
internal sealed class FieldNames
{
    /// <summary>Receive delay and flags of the line, see <see cref="LineEncoder"/>.</summary>
    public const string Received = "Rx";

    public const string BitsPrefix = "X_";
    public const string FloatPrefix = "F_";
    private const string NumberPrefix = "N_";
    private const string KeyPrefix = "P_";

    private readonly PointTable _points;
    private readonly HashSet<string> _conflicts = new(StringComparer.Ordinal);
    private volatile Field?[] _byNo = [];

    public FieldNames(PointTable points) => _points = points;

    /// <summary>The field that a point's values go to.</summary>
    public Field this[ushort no]
    {
        get
        {
            var known = _byNo;
            return no < known.Length && known[no] is { } field ? field : Add(no);
        }
    }

    /// <summary>The points that the type names.</summary>
    public IReadOnlyList<PointDefinition> Points => _points.Points;

    /// <summary>Key without the prefix of <see cref="Conflicted"/>.</summary>
    public string KeyOf(ushort no)
    {
        if (!_points.TryGet(no, out var point)) return NumberPrefix + no.ToString(CultureInfo.InvariantCulture);
        return IsOurs(point.Key) ? KeyPrefix + point.Key : point.Key;
    }

    /// <summary>The point of a field of any of the forms but X_ and Rx.</summary>
    public bool TryGetPoint(string field, out ushort no)
    {
        no = 0;
        if (field == Received || field.StartsWith(BitsPrefix, StringComparison.Ordinal)) return false;
        var key = field.StartsWith(FloatPrefix, StringComparison.Ordinal) ? field[FloatPrefix.Length..] : field;
        if (key.StartsWith(NumberPrefix, StringComparison.Ordinal)) return ushort.TryParse(key.AsSpan(NumberPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out no);
        if (key.StartsWith(KeyPrefix, StringComparison.Ordinal)) key = key[KeyPrefix.Length..];
        if (!_points.TryGet(key, out var point)) return false;
        no = point.No;
        return true;
    }

    /// <summary>From now on a field that the server has with another type is written with <see cref="FloatPrefix"/>. False if it already is, or isn't ours.</summary>
    public bool Conflicted(string field)
    {
        if (field.StartsWith(FloatPrefix, StringComparison.Ordinal) || !TryGetPoint(field, out _)) return false;
        lock (_conflicts)
        {
            if (!_conflicts.Add(field)) return false;
            _byNo = [];
            return true;
        }
    }

    private static bool IsOurs(string key) =>
        key is Received or "time" || key.StartsWith(BitsPrefix, StringComparison.Ordinal) || key.StartsWith(FloatPrefix, StringComparison.Ordinal)
        || key.StartsWith(NumberPrefix, StringComparison.Ordinal) || key.StartsWith(KeyPrefix, StringComparison.Ordinal);

    private Field Add(ushort no)
    {
        lock (_conflicts)
        {
            var known = _byNo;
            if (no < known.Length && known[no] is { } there) return there;
            var key = KeyOf(no);
            var field = new Field(Escaped((_conflicts.Contains(key) ? FloatPrefix : "") + key), Escaped(BitsPrefix + key));
            var next = new Field?[Math.Max(known.Length, no + 1)];
            known.CopyTo(next, 0);
            next[no] = field;
            _byNo = next;
            return field;
        }
    }

    private static byte[] Escaped(string key) => Encoding.UTF8.GetBytes(LineProtocol.Escape(key) + "=");

    /// <summary>Keys as they stand in a line, each with its <c>=</c>.</summary>
    internal sealed record Field(byte[] Key, byte[] BitsKey);
}
