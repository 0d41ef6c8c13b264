using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>Encrypts what receivers' addresses and keys are stored as. Thread-safe.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Facilities.Notifications.v1");

    /// <summary>Empty stays empty.</summary>
    public string Close(string secret) => secret.Length == 0 ? "" : _protector.Protect(secret);

    /// <summary>Null: it was encrypted with a key that isn't there.</summary>
    public string? Open(string closed)
    {
        try
        {
            return closed.Length == 0 ? "" : _protector.Unprotect(closed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
