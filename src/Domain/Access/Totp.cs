using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Facilities.Domain.Access;

/// <summary>
/// Six digits that change every half minute, computed from a shared key and the time (RFC 6238 over RFC 4226, SHA-1, as authenticator apps do it).
/// </summary>
public static class Totp
{
    public const int Digits = 6;

    /// <summary>Steps before and after the present one that still count: phones' clocks are seconds off, and people type slowly.</summary>
    private const int Tolerance = 1;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The step whose code this is, or null when it is none near <paramref name="now"/>. Whoever accepts it keeps the step: a code counts once.</summary>
    /// <param name="key">The shared key.</param>
    /// <param name="code">As typed; spaces are ignored.</param>
    /// <param name="now">System time.</param>
    public static long? StepOf(ReadOnlySpan<byte> key, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length != Digits || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var present = StepAt(now);
        for (var step = present - Tolerance; step <= present + Tolerance; step++)
        {
            if (CodeAt(key, step) == number) return step;
        }

        return null;
    }

    /// <summary>The code of a moment, with leading zeros.</summary>
    public static string CodeAt(ReadOnlySpan<byte> key, DateTimeOffset moment) => CodeAt(key, StepAt(moment)).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The bytes of a key as apps take it (RFC 4648 base 32, no padding needed); null: it isn't one.</summary>
    public static byte[]? Decode(string base32)
    {
        ArgumentNullException.ThrowIfNull(base32);
        var bytes = new List<byte>(base32.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var letter in base32.TrimEnd('=').ToUpperInvariant())
        {
            var value = letter is >= 'A' and <= 'Z' ? letter - 'A' : letter is >= '2' and <= '7' ? letter - '2' + 26 : -1;
            if (value < 0) return null;
            (bits, count) = (((bits << 5) | value) & 0xFFF, count + 5);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }

        return [.. bytes];
    }

    private static long StepAt(DateTimeOffset moment) => (long)Math.Floor(moment.ToUnixTimeSeconds() / Step.TotalSeconds);

    // RFC 4226 §5.3: the last nibble of the digest says where the 31 bits are taken from.
    private static int CodeAt(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        Span<byte> digest = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What every authenticator app computes; HMAC doesn't rest on SHA-1's collision resistance.
        HMACSHA1.HashData(key, message, digest);
#pragma warning restore CA5350
        var offset = digest[^1] & 0x0F;
        return (BinaryPrimitives.ReadInt32BigEndian(digest[offset..]) & 0x7FFF_FFFF) % 1_000_000;
    }
}
