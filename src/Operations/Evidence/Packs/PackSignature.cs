using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>The signature over a pack's list of digests, with the public key that checks it: RSA, PKCS #1 v1.5, SHA-256, which for the same list is always the same bytes.</summary>
/// <param name="Algorithm">Always <see cref="Scheme"/>.</param>
/// <param name="Fingerprint">SHA-256 of the key, lower case hex: what is compared with what the service publishes.</param>
/// <param name="Key">SubjectPublicKeyInfo, base64.</param>
/// <param name="Value">The signature, base64.</param>
internal sealed record PackSignature(string Algorithm, string Fingerprint, string Key, string Value)
{
    public const string Scheme = "RSA-PKCS1-SHA256";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>Null: it isn't one, or not written as <see cref="ToBytes"/> writes it.</summary>
    public static PackSignature? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<PackSignature>(bytes, Options) is { Algorithm: Scheme, Key: not null, Value: not null, Fingerprint: not null } found && bytes.SequenceEqual(found.ToBytes())
                ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it was made over exactly this list with the key that it names.</summary>
    public bool IsOver(ReadOnlySpan<byte> list)
    {
        try
        {
            var key = Convert.FromBase64String(Key);
            if (FingerprintOf(key) != Fingerprint) return false;
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key, out var read);
            return read == key.Length && rsa.VerifyData(list, Convert.FromBase64String(Value), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    internal static string FingerprintOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key));
}
