using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Facilities.Telemetry;

/// <summary>
/// The points of one asset type, found by number, by key, or by the key's UTF-8 bytes as they stand in a payload (without allocating).
/// Keys are case-sensitive. Immutable, so any thread may use it.
/// </summary>
public sealed class PointTable
{
    private readonly PointDefinition[] _points;
    private readonly PointDefinition?[] _byNo;
    private readonly FrozenDictionary<string, PointDefinition> _byKey;
    private readonly Utf8KeyIndex _byUtf8Key;

    /// <exception cref="ArgumentException">A key is empty or twice, a number is twice, or a state point names no states.</exception>
    public PointTable(IEnumerable<PointDefinition> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        _points = [.. points];
        var byKey = new Dictionary<string, PointDefinition>(StringComparer.Ordinal);
        _byNo = new PointDefinition?[_points.Length == 0 ? 0 : _points.Max(static p => p.No) + 1];
        foreach (var point in _points)
        {
            if (point.Key.Length == 0) throw new ArgumentException($"Point {point.No} has an empty key.", nameof(points));
            if (!byKey.TryAdd(point.Key, point)) throw new ArgumentException($"Point key '{point.Key}' stands twice.", nameof(points));
            if (_byNo[point.No] is { } other) throw new ArgumentException($"Point number {point.No} belongs to '{other.Key}' and to '{point.Key}'.", nameof(points));
            if (point.Kind == PointKind.State && point.States.Count == 0) throw new ArgumentException($"State point '{point.Key}' names no states.", nameof(points));
            _byNo[point.No] = point;
        }

        _byKey = byKey.ToFrozenDictionary(StringComparer.Ordinal);
        _byUtf8Key = new Utf8KeyIndex(_points, Encoding.UTF8);
    }

    /// <summary>A type without points.</summary>
    public static PointTable Empty { get; } = new([]);

    /// <summary>All points in the order in which they were given.</summary>
    public IReadOnlyList<PointDefinition> Points => _points;

    /// <exception cref="KeyNotFoundException">The type has no point of this number.</exception>
    public PointDefinition this[ushort no] =>
        TryGet(no, out var point) ? point : throw new KeyNotFoundException($"No point has the number {no}.");

    /// <exception cref="KeyNotFoundException">The type has no point of this key.</exception>
    public PointDefinition this[string key] =>
        TryGet(key, out var point) ? point : throw new KeyNotFoundException($"No point has the key '{key}'.");

    public bool TryGet(ushort no, [NotNullWhen(true)] out PointDefinition? point)
    {
        point = no < _byNo.Length ? _byNo[no] : null;
        return point is not null;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out PointDefinition? point) => _byKey.TryGetValue(key, out point);

    /// <summary>Looks a key up by its bytes. Never allocates.</summary>
    public bool TryGet(ReadOnlySpan<byte> utf8Key, [NotNullWhen(true)] out PointDefinition? point) => _byUtf8Key.TryGet(utf8Key, out point);
}
