namespace Facilities.Mqtt;

/// <summary>Writing variable byte integers (MQTT 5 §1.5.5): seven bits a byte, least significant group first.</summary>
internal static class MqttVariableByteInteger
{
    /// <summary>Largest value that fits into four bytes.</summary>
    public const uint Maximum = 268_435_455;

    public static int SizeOf(uint value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        <= Maximum => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Beyond four bytes"),
    };

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> to, uint value)
    {
        var size = SizeOf(value);
        for (var i = 0; i < size; i++)
        {
            to[i] = (byte)((value & 0x7F) | (i < size - 1 ? 0x80u : 0));
            value >>= 7;
        }

        return size;
    }
}
