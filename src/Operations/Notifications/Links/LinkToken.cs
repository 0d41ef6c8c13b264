using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Facilities.Operations.Notifications.Links;

/// <summary>
/// The last part of a link's address, 22 letters so that it fits an SMS:
/// <code>
///   base64url( id: 4 bytes, big endian | HMAC-SHA256(key, id fault holder expires nonce), first 12 bytes )
/// </code>
/// The signature covers the stored row, so that neither half can be exchanged; 96 bits can't be tried out over a network.
/// </summary>
internal static class LinkToken
{
    private const int IdBytes = 4;
    private const int MacBytes = 12;

    public static string Write(SignedRow link, byte[] key)
    {
        Span<byte> token = stackalloc byte[IdBytes + MacBytes];
        BinaryPrimitives.WriteInt32BigEndian(token, link.Id);
        Sign(link, key, token[IdBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The id that a token claims; nothing is proven by it.</summary>
    public static bool TryReadId(string? token, out int id)
    {
        id = 0;
        if (!TryDecode(token, out var bytes)) return false;
        id = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return true;
    }

    public static bool IsSignatureOf(string token, SignedRow link, byte[] key)
    {
        if (!TryDecode(token, out var bytes)) return false;
        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(link, key, mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(IdBytes));
    }

    private static bool TryDecode(string? token, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (token is not { Length: (IdBytes + MacBytes) * 8 / 6 + 1 }) return false;
        var decoded = new byte[IdBytes + MacBytes];
        // Two spellings of the same bytes (unused last bits) must not be two tokens.
        if (Base64Url.DecodeFromChars(token, decoded, out _, out var written) != OperationStatus.Done || written != decoded.Length || Base64Url.EncodeToString(decoded) != token) return false;
        bytes = decoded;
        return true;
    }

    private static void Sign(SignedRow link, byte[] key, Span<byte> mac)
    {
        Span<byte> text = stackalloc byte[20 + 64];
        BinaryPrimitives.WriteInt32BigEndian(text, link.Id);
        BinaryPrimitives.WriteInt32BigEndian(text[4..], link.Fault);
        BinaryPrimitives.WriteInt32BigEndian(text[8..], link.Holder);
        BinaryPrimitives.WriteInt64BigEndian(text[12..], link.ExpiresAt.ToUnixTimeMilliseconds());
        var nonce = link.Nonce.AsSpan(0, Math.Min(link.Nonce.Length, 64));
        nonce.CopyTo(text[20..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text[..(20 + nonce.Length)], whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
