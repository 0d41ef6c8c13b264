using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Certificates;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>Enters and replaces papers of assets in the caller's scope and licences of his own firm's people; each step is in the audit chain. Thread-safe.</summary>
public sealed class CertificateBook(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>Enters a paper; the one of the same kind before it is replaced. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, not in the caller's scope or firm, or the domain refused; nothing has changed then.</exception>
    public async Task<CertificateId> EnterAsync(Caller caller, string key, CertificateDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.ManageCertificates);
        if ((draft.Asset is null) == (draft.Holder is null)) throw new RuleViolation(RuleCodes.CertificateKind);
        return await writer.WriteAsync(async (unit, token) =>
        {
            const string Command = "certificate/enter";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, Command, token).ConfigureAwait(false) is { } known) return new CertificateId(int.Parse(known, CultureInfo.InvariantCulture));
            var now = clock.GetUtcNow();
            var paper = draft.Holder is { } holder
                ? Certificate.OfPerson(draft.Kind, holder, await FirmOfAsync(unit.Db, caller, holder, token).ConfigureAwait(false), draft.Text, caller.Actor, SiteDay.Of(now), now)
                : Certificate.OfAsset(draft.Kind, draft.Asset!.Value, await TypeOfAsync(unit.Db, caller, draft.Asset.Value, token).ConfigureAwait(false), draft.Text, caller.Actor, SiteDay.Of(now), now);
            var before = await unit.Db.Certificates.FirstOrDefaultAsync(other => other.Slot == paper.Slot, token).ConfigureAwait(false);
            before?.Replace(now);
            // First the one that leaves its place.
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            unit.Db.Certificates.Add(paper);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Record(unit, caller, paper, before is null ? "Enter" : "Replace", now);
            CommandLog.Add(unit.Db, caller.Actor, key, Command, paper.Id.ToString(), now);
            return paper.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One that was entered by mistake: it never counted. Twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, or not in the caller's scope or firm.</exception>
    public async Task WithdrawAsync(Caller caller, CertificateId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageCertificates);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var assets = unit.Db.AssetsIn(caller.Scope);
            var paper = await unit.Db.Certificates.FirstOrDefaultAsync(known => known.Id == id && (known.HolderId != null || assets.Any(asset => asset.Id == known.AssetId)), token).ConfigureAwait(false);
            if (paper is null || !MayKeep(caller, paper.OrganisationId)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "certificate"), ("id", id));
            if (paper.IsWithdrawn) return;
            paper.Withdraw(caller.Actor, now);
            Record(unit, caller, paper, "Withdraw", now);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whose papers the caller may enter; nobody's without the right.</summary>
    public async Task<CertificateChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.ManageCertificates)) return new CertificateChoices([], []);
        var firm = caller.Actor.Organisation;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var assets = await (
                from asset in db.AssetsIn(caller.Scope)
                where asset.InService && CertificateKinds.AssetTypes.Contains(asset.TypeKey)
                join site in db.Communities on asset.CommunityId equals site.Id
                orderby site.Name, asset.Code
                select new { asset.Id, asset.Name, asset.NameEn, asset.TypeKey, Site = site.Name, SiteEn = site.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var people = await db.Users.AsNoTracking().Working().Where(user => user.OrganisationId != null && (user.OrganisationId == firm || caller.Role == Role.Admin))
                .OrderBy(user => user.NameZh).Select(user => new { user.Id, user.NameZh, user.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new CertificateChoices(
                [.. assets.Select(asset => (asset.Id, Names.Of(asset.Site, asset.SiteEn), Names.Of(asset.Name, asset.NameEn), CertificateKinds.Of(asset.TypeKey)))],
                [.. people.Select(person => (new UserId(person.Id), Names.Of(person.NameZh, person.NameEn)))]);
        }
    }

    /// <summary>Whether a caller may end a paper that he sees: a licence only its firm.</summary>
    /// <param name="firm">That keeps the licence; null for an asset's paper.</param>
    internal static bool MayKeep(Caller caller, OrganisationId? firm) =>
        RoleRights.Has(caller.Role, Right.ManageCertificates) && (firm is null || caller.Role == Role.Admin || firm == caller.Actor.Organisation);

    private static async Task<string> TypeOfAsync(FacilitiesDb db, Caller caller, AssetId id, CancellationToken cancellationToken) =>
        await db.AssetsIn(caller.Scope).Where(asset => asset.Id == id).Select(asset => asset.TypeKey).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));

    private static async Task<OrganisationId> FirmOfAsync(FacilitiesDb db, Caller caller, UserId holder, CancellationToken cancellationToken)
    {
        var firm = await db.Users.Working().Where(user => user.Id == holder.Value).Select(user => user.OrganisationId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return firm is { } known && MayKeep(caller, known) ? known : throw new RuleViolation(OperationCodes.NotFound, ("kind", "user"), ("id", holder));
    }

    /// <summary>Whose licence it is and its number are personal: they can be erased.</summary>
    private void Record(WriteUnit unit, Caller caller, Certificate paper, string action, DateTimeOffset now)
    {
        unit.Audit(new AuditDraft(
            now, "certificate", paper.Id.ToString(), action, caller.Role, caller.Actor.Organisation,
            CodedText.Of("audit.certificate", ("kind", paper.Kind), ("asset", paper.AssetId), ("firm", paper.OrganisationId), ("number", paper.HolderId is null ? paper.Number : null), ("issuer", paper.Issuer),
                ("from", paper.IssuedOn), ("until", paper.ValidUntil)),
            CodedText.Of("personal", ("user", caller.User), ("owner", paper.HolderId), ("licence", paper.HolderId is null ? null : paper.Number))));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, 0)));
    }
}
