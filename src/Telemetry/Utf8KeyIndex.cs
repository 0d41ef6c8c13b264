using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace Facilities.Telemetry;

/// <summary>
/// An open-addressing table from a key's UTF-8 bytes to its point, at most half full. A probe compares the whole key,
/// so a hash collision costs time, never a wrong answer; keys come from templates, not from devices, so nobody can flood it.
/// </summary>
internal sealed class Utf8KeyIndex
{
    private readonly (byte[] Key, PointDefinition Point)?[] _slots;

    public Utf8KeyIndex(IReadOnlyCollection<PointDefinition> points, Encoding encoding)
    {
        _slots = new (byte[], PointDefinition)?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, points.Count * 2))];
        foreach (var point in points)
        {
            var key = encoding.GetBytes(point.Key);
            var slot = Hash(key) & (uint)(_slots.Length - 1);
            while (_slots[slot] is not null) slot = (slot + 1) & (uint)(_slots.Length - 1);
            _slots[slot] = (key, point);
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, [NotNullWhen(true)] out PointDefinition? point)
    {
        var slot = Hash(key) & (uint)(_slots.Length - 1);
        while (_slots[slot] is { } entry)
        {
            if (key.SequenceEqual(entry.Key))
            {
                point = entry.Point;
                return true;
            }

            slot = (slot + 1) & (uint)(_slots.Length - 1);
        }

        point = null;
        return false;
    }

    // FNV-1a, 32 bits (Fowler, Noll, Vo): short keys, no setup.
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var b in key) hash = (hash ^ b) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
