using System.Security.Cryptography;
using System.Text;

namespace Facilities.Storage.Relational.Intake;

/// <summary>
/// Hashes device secrets: <c>v1$iterations$salt$hash</c>, PBKDF2-HMAC-SHA256. Secrets are 128 random bits made by us, so few
/// iterations are enough; thousands of devices reconnect at once after an outage. Thread-safe.
/// </summary>
public static class DeviceSecret
{
    private const int Iterations = 1_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A new secret, 128 random bits in hexadecimal.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Hash(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Join('$', "v1", Iterations.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Convert.ToHexStringLower(salt), Convert.ToHexStringLower(Derive(Encoding.UTF8.GetBytes(secret), salt, Iterations)));
    }

    /// <summary>Whether the secret is the hashed one; a damaged hash matches nothing. Takes the same time for every wrong secret.</summary>
    public static bool Matches(ReadOnlySpan<byte> secretUtf8, string hash)
    {
        var parts = hash.Split('$');
        if (parts is not ["v1", var iterations, var salt, var expected]
            || !int.TryParse(iterations, System.Globalization.CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000_000)
            return false;
        try
        {
            return CryptographicOperations.FixedTimeEquals(
                Derive(secretUtf8, Convert.FromHexString(salt), count), Convert.FromHexString(expected));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Derive(ReadOnlySpan<byte> secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
