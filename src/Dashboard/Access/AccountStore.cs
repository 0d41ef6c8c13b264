using System.Security.Cryptography;
using System.Text;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Facilities.Dashboard.Access;

/// <summary>Identity's store, with the second step's key encrypted and its recovery codes as digests: who reads the database can't use either.</summary>
internal sealed class AccountStore(FacilitiesDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserStore<AppUser, IdentityRole<int>, FacilitiesDb, int>(db, describer)
{
    private const int DigestLength = 64;

    private readonly IDataProtector _protector = protection.CreateProtector("Facilities.SecondFactor.v1");

    public override Task SetAuthenticatorKeyAsync(AppUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    /// <summary>Null also when it was encrypted with a key that is gone: it has to be set up anew.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(AppUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } closed ? _protector.Unprotect(closed) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Redeeming one hands the digests of the others back.</summary>
    public override Task ReplaceCodesAsync(AppUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => code.Length == DigestLength ? code : DigestOf(code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(AppUser user, string code, CancellationToken cancellationToken) => base.RedeemCodeAsync(user, DigestOf(code), cancellationToken);

    /// <summary>Fifty random bits: no need for a slow hash, and each counts once.</summary>
    private static string DigestOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));
}
