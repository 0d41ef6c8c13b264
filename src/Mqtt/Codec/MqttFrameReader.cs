using System.Buffers;

namespace Facilities.Mqtt;

/// <summary>
/// Cuts whole packets off a sequence of received bytes. Three outcomes: a packet, "need more" (false, nothing consumed), or
/// malformed (<see cref="MqttProtocolException"/>). A declared length over the limit is refused before anybody waits for it.
/// </summary>
internal static class MqttFrameReader
{
    /// <param name="buffer">Cut off at the front when a packet was read.</param>
    /// <param name="maximumPacketSize">Bytes of the whole packet.</param>
    /// <param name="version">Of the connection; unknown before CONNECT.</param>
    /// <param name="header">Known also when only the body is missing; its first byte is 0 when it is not.</param>
    /// <param name="body">The received memory itself if it lies in one segment, else <paramref name="rented"/>.</param>
    /// <param name="rented">An array to give back to the shared pool after use; null = none.</param>
    public static bool TryRead(
        ref ReadOnlySequence<byte> buffer,
        int maximumPacketSize,
        MqttProtocolVersion version,
        out MqttFixedHeader header,
        out ReadOnlyMemory<byte> body,
        out byte[]? rented)
    {
        body = default;
        rented = null;
        if (!TryReadHeader(in buffer, maximumPacketSize, version, out header))
            return false;
        if (header.TotalLength <= buffer.FirstSpan.Length)
        {
            body = buffer.First.Slice(header.Length, header.RemainingLength);
        }
        else if (header.TotalLength <= buffer.Length)
        {
            rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, header.RemainingLength));
            buffer.Slice(header.Length, header.RemainingLength).CopyTo(rented);
            body = rented.AsMemory(0, header.RemainingLength);
        }
        else
        {
            return false;
        }

        buffer = buffer.Slice(header.TotalLength);
        return true;
    }

    private static bool TryReadHeader(in ReadOnlySequence<byte> buffer, int maximumPacketSize, MqttProtocolVersion version, out MqttFixedHeader header)
    {
        var first = buffer.FirstSpan;
        if (first.Length >= MqttFixedHeader.MaximumLength || buffer.IsSingleSegment)
            return MqttFixedHeader.TryRead(first, maximumPacketSize, version, out header);
        Span<byte> start = stackalloc byte[MqttFixedHeader.MaximumLength];
        var length = (int)Math.Min(start.Length, buffer.Length);
        buffer.Slice(0, length).CopyTo(start);
        return MqttFixedHeader.TryRead(start[..length], maximumPacketSize, version, out header);
    }
}
