using System.Security.Cryptography;
using Facilities.Operations.Notifications.Settings;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Signs with the service's own key. Thread-safe.</summary>
internal sealed class PackSigner
{
    /// <summary>Bits of the key: what NIST SP 800-57 holds sufficient beyond 2030.</summary>
    private const int KeyBits = 3072;

    private const string SecretName = "evidence-key";

    private readonly byte[] _key;

    /// <param name="key">PKCS #8.</param>
    public PackSigner(byte[] key)
    {
        _key = key;
        using var rsa = Load();
        PublicKey = rsa.ExportSubjectPublicKeyInfo();
        Fingerprint = PackSignature.FingerprintOf(PublicKey);
    }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of it, lower case hex.</summary>
    public string Fingerprint { get; }

    /// <summary>The key of this service, made at first use.</summary>
    public static async Task<PackSigner> OfServiceAsync(ServiceKeys keys, CancellationToken cancellationToken) =>
        new(await keys.GetAsync(SecretName, NewKey, cancellationToken).ConfigureAwait(false));

    public static byte[] NewKey()
    {
        using var rsa = RSA.Create(KeyBits);
        return rsa.ExportPkcs8PrivateKey();
    }

    public PackSignature Sign(ReadOnlySpan<byte> list)
    {
        using var rsa = Load();
        var value = rsa.SignData(list, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new PackSignature(PackSignature.Scheme, Fingerprint, Convert.ToBase64String(PublicKey), Convert.ToBase64String(value));
    }

    private RSA Load()
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_key, out _);
        return rsa;
    }
}
