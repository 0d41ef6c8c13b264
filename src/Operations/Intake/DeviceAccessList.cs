using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// The credentials that devices and gateways sign in with over MQTT: made, given a new secret, revoked, by administrators; each change stands in the
/// audit chain. A secret is random, shown once and stored as a hash. Times are the system clock's. Thread-safe.
/// </summary>
public sealed class DeviceAccessList(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>Longest time a replaced secret still works, hours: a crew gets to every gateway within a week.</summary>
    public const int LongestOverlapHours = 168;

    private const int LongestUserName = 100;

    /// <summary>Newest first; at most 500.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<Rows<DeviceAccessRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        Require(caller);
        var now = TimeProvider.System.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var total = await db.DeviceCredentials.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await db.DeviceCredentials.AsNoTracking().OrderByDescending(known => known.Id)
                .Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<DeviceAccessRow>([.. page.Select(known => new DeviceAccessRow(
                known.Id, known.UserName, NullIfEmpty(known.SiteCode), NullIfEmpty(known.AssetCode), known.CreatedAt, known.OldUntil > now ? known.OldUntil : null, known.RevokedAt))], total);
        }
    }

    /// <summary>Makes a credential.</summary>
    /// <exception cref="RuleViolation">No right, no such site or asset, or the user name is taken or can't be.</exception>
    public Task<NewDeviceAccess> CreateAsync(Caller caller, DeviceAccessDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        var (site, asset) = (draft.Site?.Trim() ?? "", draft.Asset?.Trim() ?? "");
        if (site.Length == 0 && asset.Length > 0) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "site"));
        var name = draft.UserName?.Trim() is { Length: > 0 } given ? given : asset.Length > 0 ? $"{site}-{asset}" : site;
        if (name.Length == 0) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "userName"));
        if (name.Length > LongestUserName || name.Any(char.IsControl)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "userName"));
        var secret = DeviceSecret.Create();
        var hash = DeviceSecret.Hash(secret);
        return writer.WriteAsync(async (unit, token) =>
        {
            await CheckPlaceAsync(unit.Db, site, asset, token).ConfigureAwait(false);
            if (await unit.Db.DeviceCredentials.AnyAsync(known => known.UserName == name, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.DeviceNameTaken, ("name", name));
            var added = new DeviceCredential { UserName = name, SecretHash = hash, SiteCode = site, AssetCode = asset, CreatedAt = TimeProvider.System.GetUtcNow() };
            unit.Db.DeviceCredentials.Add(added);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Audit(unit, caller, added, "Create");
            return new NewDeviceAccess(added.Id, name, secret, null);
        }, cancellationToken);
    }

    /// <summary>Gives a new secret; the old one works for <paramref name="overlapHours"/> more.</summary>
    /// <exception cref="RuleViolation">No right, no such credential, revoked, or too long an overlap.</exception>
    public Task<NewDeviceAccess> RotateAsync(Caller caller, int id, int overlapHours, CancellationToken cancellationToken)
    {
        Require(caller);
        if (overlapHours is < 0 or > LongestOverlapHours) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "overlapHours"));
        var secret = DeviceSecret.Create();
        var hash = DeviceSecret.Hash(secret);
        return writer.WriteAsync(async (unit, token) =>
        {
            var known = await FindAsync(unit.Db, id, token).ConfigureAwait(false);
            if (known.RevokedAt is not null) throw NotFound(id);
            DateTimeOffset? until = overlapHours > 0 ? TimeProvider.System.GetUtcNow().AddHours(overlapHours) : null;
            (known.OldHash, known.OldUntil, known.SecretHash) = (until is null ? null : known.SecretHash, until, hash);
            Audit(unit, caller, known, "Rotate");
            return new NewDeviceAccess(known.Id, known.UserName, secret, until);
        }, cancellationToken);
    }

    /// <summary>Ends a credential: it lets nobody in any more, and its open connections end within seconds. Its user name isn't given again.</summary>
    /// <exception cref="RuleViolation">No right, or no such credential.</exception>
    public Task RevokeAsync(Caller caller, int id, CancellationToken cancellationToken)
    {
        Require(caller);
        return writer.WriteAsync(async (unit, token) =>
        {
            var known = await FindAsync(unit.Db, id, token).ConfigureAwait(false);
            if (known.RevokedAt is not null) return;
            (known.RevokedAt, known.OldHash, known.OldUntil) = (TimeProvider.System.GetUtcNow(), null, null);
            Audit(unit, caller, known, "Revoke");
        }, cancellationToken);
    }

    private static async Task CheckPlaceAsync(FacilitiesDb db, string site, string asset, CancellationToken cancellationToken)
    {
        if (site.Length == 0) return;
        if (!await db.Communities.AnyAsync(community => community.SiteCode == site, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(OperationCodes.NotFound, ("kind", "site"), ("id", site));
        if (asset.Length == 0) return;
        var known = db.Assets.Where(item => item.Code == asset && db.Communities.Any(community => community.Id == item.CommunityId && community.SiteCode == site));
        if (!await known.AnyAsync(cancellationToken).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", asset));
    }

    private static async Task<DeviceCredential> FindAsync(FacilitiesDb db, int id, CancellationToken cancellationToken) =>
        await db.DeviceCredentials.FirstOrDefaultAsync(known => known.Id == id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);

    private static RuleViolation NotFound(int id) => new(OperationCodes.NotFound, ("kind", "device-access"), ("id", id));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ReleaseQuarantine);
    }

    private void Audit(WriteUnit unit, Caller caller, DeviceCredential known, string action) => unit.Audit(new AuditDraft(
        clock.GetUtcNow(), "device-access", known.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), action, caller.Role, caller.Actor.Organisation,
        CodedText.Of("audit.device_access", ("name", known.UserName), ("site", known.SiteCode), ("asset", known.AssetCode), ("oldUntil", known.OldUntil)),
        CodedText.Of("personal", ("user", caller.User))));
}
