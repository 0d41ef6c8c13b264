using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Calendars;
using Facilities.Domain.Permits;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Permits;

/// <summary>Permits of assets: granted, looked at, ended; each in the audit chain. Thread-safe.</summary>
public sealed class PermitBook(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, AssetTemplateCatalog templates, PermitEnds ends, ILiveFeed live, SiteClock clock)
{
    /// <summary>Permits shown of an asset, newest first.</summary>
    private const int MaximumRows = 50;

    /// <exception cref="RuleViolation">No right, not in scope, or the domain refused.</exception>
    public async Task<PermitId> GrantAsync(Caller caller, AssetId id, PermitDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.GrantPermit);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var asset = await unit.Db.AssetsIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
            foreach (var family in draft.Families)
            {
                if (templates[asset.TypeKey].Family(family) is null) throw new RuleViolation(OperationCodes.FamilyUnknown, ("family", family));
            }

            var zone = await ZoneAsync(unit.Db, asset.CommunityId, token).ConfigureAwait(false);
            var year = SiteTime.DateOf(zone, now).Year;
            var running = await NumberSequence.NextAsync(unit.Db, $"permit-{year}", token).ConfigureAwait(false);
            var permit = new Permit(
                $"P-{year}-{running:0000}", id, asset.CommunityId, draft.Kind, draft.Families, CodedReason.Parse(draft.Reason, ReasonCodes.PermitOther),
                SiteTime.ToUtc(zone, draft.From), SiteTime.ToUtc(zone, draft.Until), Hours(draft.Hours), string.IsNullOrWhiteSpace(draft.Note) ? null : draft.Note.Trim(), caller.Actor, now);
            unit.Db.Permits.Add(permit);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            await InspectionPlanning.OutageChangedAsync(unit.Db, permit, now, token).ConfigureAwait(false);
            Record(unit, caller, permit, "grant", CodedText.Of("permit.granted", ("number", permit.Number), ("kind", permit.Kind), ("from", permit.From), ("until", permit.Until),
                ("hours", permit.Hours), ("families", string.Join(' ', permit.Families)), ("why", permit.Reason.Code)), permit.Note);
            return permit.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a permit before its time; what it kept back and still stands opens its fault.</summary>
    /// <exception cref="RuleViolation">No right, or there is no such permit in the caller's scope.</exception>
    public async Task EndAsync(Caller caller, PermitId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var assets = unit.Db.AssetsIn(caller.Scope);
            var permit = await unit.Db.Permits.FirstOrDefaultAsync(item => item.Id == id && assets.Any(asset => asset.Id == item.AssetId), token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "permit"), ("id", id));
            var now = clock.GetUtcNow();
            if (!permit.End(caller.Actor, now)) return;
            await InspectionPlanning.OutageChangedAsync(unit.Db, permit, now, token).ConfigureAwait(false);
            Record(unit, caller, permit, "end", CodedText.Of("permit.ended", ("number", permit.Number)), null);
        }, cancellationToken).ConfigureAwait(false);
        await ends.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The permits of an asset: those that run and will run, then those that are over, newest first.</summary>
    /// <exception cref="RuleViolation">No right, or the asset isn't in the caller's scope.</exception>
    public async Task<IReadOnlyList<PermitRow>> ListAsync(Caller caller, AssetId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewAssets);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var asset = await db.AssetsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
            var now = clock.GetUtcNow();
            var zone = await ZoneAsync(db, asset.CommunityId, cancellationToken).ConfigureAwait(false);
            var permits = await db.Permits.AsNoTracking().Where(permit => permit.AssetId == id).OrderByDescending(permit => permit.Until).Take(MaximumRows).ToListAsync(cancellationToken).ConfigureAwait(false);
            var kept = await db.Findings.AsNoTracking().Where(finding => finding.AssetId == id && finding.PermitId != null && finding.FaultId == null && finding.ClearedAt == null)
                .OrderBy(finding => finding.OnsetAt).Select(finding => new { Permit = finding.PermitId!.Value, finding.ModeKey }).Take(Paging.Maximum).ToListAsync(cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, [], permits.SelectMany(permit => new[] { permit.GrantedBy, permit.EndedBy }), cancellationToken).ConfigureAwait(false);
            var template = templates.TryGet(asset.TypeKey, out var known) ? known : null;
            return [.. permits.Select(permit => new PermitRow(
                permit.Id, permit.Number, permit.Kind, permit.Reason, permit.Families,
                [.. permit.Families.Select(family => template?.Family(family)?.Name ?? new LocalizedName(family, family))], permit.From, permit.EndsAt,
                TimeZoneInfo.ConvertTime(permit.From, zone).DateTime, TimeZoneInfo.ConvertTime(permit.EndsAt, zone).DateTime, zone.Id, permit.Hours?.ToString(), permit.Note,
                parties.Person(permit.GrantedBy), permit.GrantedAt, permit.EndedAt, parties.Person(permit.EndedBy), permit.RunsAt(now, zone),
                [.. kept.Where(item => item.Permit == permit.Id).Select(item => template is not null && template.TryGetMode(item.ModeKey, out var mode) ? mode.Name : new LocalizedName(item.ModeKey, item.ModeKey))]))];
        }
    }

    /// <summary>The permit that keeps a finding of an asset back now; null: none does.</summary>
    internal static async Task<Permit?> RunningAsync(FacilitiesDb db, AssetId asset, CommunityId community, FindingMode mode, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var permits = await db.Permits.AsNoTracking().Where(permit => permit.AssetId == asset && permit.From <= now && permit.Until > now && permit.EndedAt == null)
            .OrderBy(permit => permit.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (permits.Count == 0) return null;
        var zone = await ZoneAsync(db, community, cancellationToken).ConfigureAwait(false);
        return permits.Find(permit => permit.RunsAt(now, zone) && permit.Covers(mode.Family, mode.Severity));
    }

    private static async Task<TimeZoneInfo> ZoneAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken) =>
        TimeZoneInfo.FindSystemTimeZoneById(await db.Communities.Where(site => site.Id == community).Select(site => site.TimeZoneId).FirstAsync(cancellationToken).ConfigureAwait(false));

    private static WorkingHours? Hours(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return WorkingHours.Parse(text.Trim());
        }
        catch (FormatException)
        {
            throw new RuleViolation(OperationCodes.HoursMalformed, ("hours", text));
        }
    }

    private void Record(WriteUnit unit, Caller caller, Permit permit, string action, CodedText detail, string? note)
    {
        unit.Audit(new AuditDraft(
            clock.GetUtcNow(), "permit", permit.Number, action, caller.Role, caller.Actor.Organisation, detail, CodedText.Of("personal", ("user", caller.User), ("note", note))));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Asset, permit.AssetId.Value)));
    }
}
