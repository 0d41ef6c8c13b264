using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Hosting;

/// <summary>Checks a device's user name and secret against the stored hashes. Thread-safe.</summary>
internal sealed class DeviceAuthenticator(IDbContextFactory<FacilitiesDb> databases)
{
    // Compared when the name is unknown, so that the time taken doesn't tell names apart.
    private static readonly string Nobody = DeviceSecret.Hash(DeviceSecret.Create());

    /// <returns>The site it may write to (<c>null</c> inside for every site), or <c>null</c> when name or secret are wrong or revoked.</returns>
    public async ValueTask<AuthenticatedDevice?> AuthenticateAsync(string userName, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var credential = await db.DeviceCredentials.AsNoTracking()
                .FirstOrDefaultAsync(known => known.UserName == userName && known.RevokedAt == null, cancellationToken).ConfigureAwait(false);
            // While a secret is being replaced the old one counts too.
            var matches = DeviceSecret.Matches(secret.Span, credential?.SecretHash ?? Nobody)
                || (credential is { OldHash: { } old } && credential.OldUntil > TimeProvider.System.GetUtcNow() && DeviceSecret.Matches(secret.Span, old));
            if (!matches || credential is null) return null;
            return new AuthenticatedDevice(NullIfEmpty(credential.SiteCode), NullIfEmpty(credential.AssetCode));
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
