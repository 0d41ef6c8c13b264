using System.Buffers.Binary;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Walks over the fields of one protocol buffers message (protobuf.dev/programming-guides/encoding): a tag of field number and wire type, then a varint
/// (0), eight bytes (1), a length and bytes (2) or four bytes (5). After <see cref="Next"/> exactly one of the others is called until it succeeds.
/// Never reads beyond the bytes; damage ends the walk and is told by <see cref="IsBroken"/>.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private int _wireType;

    public bool IsBroken { get; private set; }

    /// <summary>False at the end, or when the bytes are broken.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty || IsBroken || !Varint(out var tag)) return false;
        field = (int)Math.Min(tag >> 3, int.MaxValue);
        _wireType = (int)(tag & 7);
        if (field == 0) IsBroken = true;
        return !IsBroken;
    }

    public bool TryVarint(out ulong value)
    {
        value = 0;
        return _wireType == 0 && Varint(out value);
    }

    public bool TryFixed32(out uint value)
    {
        value = 0;
        if (_wireType != 5 || !Take(4, out var taken)) return false;
        value = BinaryPrimitives.ReadUInt32LittleEndian(taken);
        return true;
    }

    public bool TryFixed64(out ulong value)
    {
        value = 0;
        if (_wireType != 1 || !Take(8, out var taken)) return false;
        value = BinaryPrimitives.ReadUInt64LittleEndian(taken);
        return true;
    }

    public bool TryBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        return _wireType == 2 && Varint(out var length) && Take(length, out value);
    }

    /// <summary>Over the field's value, whatever it is.</summary>
    public void Skip()
    {
        if (IsBroken) return;
        switch (_wireType)
        {
            case 0: Varint(out _); break;
            case 1: Take(8, out _); break;
            case 2: TryBytes(out _); break;
            case 5: Take(4, out _); break;
            // Groups are gone from the format since 2001.
            default: IsBroken = true; break;
        }
    }

    private bool Varint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }

        IsBroken = true;
        return false;
    }

    private bool Take(ulong length, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (length > (ulong)_rest.Length)
        {
            IsBroken = true;
            return false;
        }

        taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }
}
