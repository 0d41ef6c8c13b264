using Facilities.Detection.Signatures;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Inspections;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Proofs;

/// <summary>
/// Finds work that telemetry shows and nobody recorded: each asset's day, by its community's clock, is searched once for the signatures of its planned duties, when the
/// day is over and all that may belong to it is in. Work near a record of one of these duties is claimed, and work while a fault of the asset was open is that fault's. A
/// record that comes later claims it. Thread-safe.
/// </summary>
public sealed class UnclaimedWorks(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ProofRules rules, InspectionProofs proofs, AssetTemplateCatalog templates, SiteClock clock, ILogger<UnclaimedWorks> logger)
{
    /// <summary>Assets searched in one run: a lift's day is tens of thousands of samples.</summary>
    private const int AssetsPerRun = 20;

    /// <summary>Of one signature in a day.</summary>
    private const int MaximumADay = 5;

    /// <summary>Days that were not searched, because the service was down, are searched so far back.</summary>
    private const int MaximumDaysBack = 7;

    /// <summary>So long after the day what was sent in it has arrived, as a rule.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(2);

    private readonly OneByOne<AssetId> _each = new("The search for unrecorded work at asset", logger, clock);

    /// <summary>Searches what is due, what waits longest first; returns how many days of assets were searched.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (now, failed) = (clock.GetUtcNow(), _each.LeftAlone());
        List<(Asset Asset, DateOnly? Through)> due;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var provable = rules.All.SelectMany(rule => rule.Proves).Distinct().ToList();
            var rows = await (
                from asset in db.Assets.AsNoTracking()
                where asset.InService && !failed.Contains(asset.Id) && db.InspectionSchedules.Any(schedule => schedule.AssetId == asset.Id && provable.Contains(schedule.TemplateKey))
                join look in db.WorkLooks on asset.Id equals look.AssetId into looks
                from look in looks.DefaultIfEmpty()
                where look == null || look.LookAgainAt == null || look.LookAgainAt <= now
                orderby look == null ? DateOnly.MinValue : look.Through, asset.Id
                select new { Asset = asset, Through = look == null ? null : (DateOnly?)look.Through }).Take(AssetsPerRun).ToListAsync(cancellationToken).ConfigureAwait(false);
            due = [.. rows.Select(row => (row.Asset, row.Through))];
        }

        var searched = 0;
        foreach (var (asset, through) in due)
            await _each.TryAsync(asset.Id, async () => searched += await SearchAsync(asset, through, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return searched;
    }

    /// <summary>Work that nobody recorded, newest first.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<UnclaimedRow>> ListAsync(Caller caller, CommunityId? community, AssetId? asset, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var seen = db.AssetsIn(caller.Scope).Select(known => known.Id);
            var query = db.UnclaimedWorks.AsNoTracking().Where(work => work.ClaimedBy == null && seen.Contains(work.AssetId));
            if (community is { } site) query = query.Where(work => work.CommunityId == site);
            if (asset is { } one) query = query.Where(work => work.AssetId == one);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderByDescending(work => work.From).ThenBy(work => work.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var places = await PlaceLookup.PlacesAsync(db, page.Select(work => work.AssetId), cancellationToken).ConfigureAwait(false);
            return new Rows<UnclaimedRow>(
                [.. page.Select(work => new UnclaimedRow(
                    places[work.AssetId], work.RuleKey, [.. (rules.All.FirstOrDefault(rule => rule.Key == work.RuleKey)?.Proves ?? []).Select(InspectionDuties.NameOf)], work.From, work.To, work.FoundAt))],
                total);
        }
    }

    /// <summary>A record was made: what it claims is no longer unclaimed.</summary>
    internal static async Task ClaimAsync(FacilitiesDb db, ProofRules rules, InspectionItem item, CancellationToken cancellationToken)
    {
        if (item is not { StartedAt: { } started, EndedAt: { } ended }) return;
        var keys = rules.All.Where(rule => rule.Proves.Contains(item.TemplateKey)).Select(rule => rule.Key).ToList();
        var (from, to) = (started - ProofRules.Around, ended + ProofRules.Around);
        if (keys.Count == 0) return;
        foreach (var work in await db.UnclaimedWorks.Where(work => work.AssetId == item.AssetId && work.ClaimedBy == null && keys.Contains(work.RuleKey) && work.From < to && work.To > from)
            .ToListAsync(cancellationToken).ConfigureAwait(false)) work.ClaimedBy = item.Id;
    }

    /// <summary>The asset's days that are over and weren't searched; returns how many.</summary>
    private async Task<int> SearchAsync(Asset asset, DateOnly? through, CancellationToken cancellationToken)
    {
        WorkingCalendar calendar;
        List<ProofRule> signatures;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            calendar = await InspectionPlanning.CalendarAsync(db, asset.CommunityId, cancellationToken).ConfigureAwait(false);
            var planned = await db.InspectionSchedules.Where(schedule => schedule.AssetId == asset.Id).Select(schedule => schedule.TemplateKey).ToListAsync(cancellationToken).ConfigureAwait(false);
            signatures = [.. rules.All.Where(rule => rule.AssetType == asset.TypeKey && rule.IsFor(asset.Attributes) && rule.Proves.Any(planned.Contains) && templates.TryGet(rule.AssetType, out _))];
        }

        // What began in the day ends in somebody's reach after it.
        var wait = Settling + signatures.Select(rule => rule.Reach).DefaultIfEmpty().Max();
        var last = calendar.LocalDate(clock.GetUtcNow() - wait).AddDays(-1);
        var oldest = last.AddDays(1 - MaximumDaysBack);
        // An asset that comes into the system is searched from yesterday on.
        var first = through is null ? last : through.Value >= oldest ? through.Value.AddDays(1) : oldest;
        for (var day = first; day <= last; day = day.AddDays(1)) await SearchAsync(asset, signatures, calendar, day, wait, cancellationToken).ConfigureAwait(false);
        if (first <= last) return last.DayNumber - first.DayNumber + 1;
        // Whoever reaches further now has it wait longer.
        await writer.WriteAsync((unit, token) => SearchedAsync(unit.Db, asset, through!.Value, calendar, wait, token), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task SearchAsync(Asset asset, IReadOnlyList<ProofRule> signatures, WorkingCalendar calendar, DateOnly day, TimeSpan wait, CancellationToken cancellationToken)
    {
        var found = new List<(ProofRule Rule, UnclaimedWork Work)>();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            foreach (var rule in signatures)
                found.AddRange((await WorksAsync(db, asset, rule, calendar.StartOfDay(day), calendar.EndOfDay(day), cancellationToken).ConfigureAwait(false)).Select(work => (rule, work)));
        }

        await writer.WriteAsync(async (unit, token) =>
        {
            foreach (var (rule, work) in found)
            {
                if (!await IsKnownAsync(unit.Db, rule, work, token).ConfigureAwait(false)) unit.Db.UnclaimedWorks.Add(work);
            }

            await SearchedAsync(unit.Db, asset, day, calendar, wait, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SearchedAsync(FacilitiesDb db, Asset asset, DateOnly day, WorkingCalendar calendar, TimeSpan wait, CancellationToken cancellationToken)
    {
        var look = await db.WorkLooks.FirstOrDefaultAsync(known => known.AssetId == asset.Id, cancellationToken).ConfigureAwait(false);
        look ??= db.WorkLooks.Add(new WorkLook { AssetId = asset.Id }).Entity;
        if (look.Through < day) look.Through = day;
        look.LookAgainAt = calendar.EndOfDay(look.Through.AddDays(1)) + wait;
    }

    private async Task<List<UnclaimedWork>> WorksAsync(FacilitiesDb db, Asset asset, ProofRule rule, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = new List<UnclaimedWork>();
        for (var begin = from; begin < to && found.Count < MaximumADay;)
        {
            if ((await proofs.ShownAsync(db, rule, asset, begin, to, cancellationToken).ConfigureAwait(false)).Shown is not { } shown) break;
            var ended = DateTimeOffset.FromUnixTimeMilliseconds(shown.ToUnixMs);
            found.Add(new UnclaimedWork
            {
                AssetId = asset.Id,
                CommunityId = asset.CommunityId,
                RuleKey = rule.Key,
                From = DateTimeOffset.FromUnixTimeMilliseconds(shown.FromUnixMs),
                To = ended,
                FoundAt = clock.GetUtcNow(),
            });
            begin = ended + SignatureMatcher.Bridge;
        }

        return found;
    }

    /// <summary>It is listed already, maybe as the end of the day before, recorded, or a fault's.</summary>
    private static async Task<bool> IsKnownAsync(FacilitiesDb db, ProofRule rule, UnclaimedWork work, CancellationToken cancellationToken)
    {
        var (asset, from, to) = (work.AssetId, work.From - ProofRules.Around, work.To + ProofRules.Around);
        return await db.UnclaimedWorks.AnyAsync(known => known.AssetId == asset && known.RuleKey == work.RuleKey && known.From <= work.To && known.To >= work.From, cancellationToken).ConfigureAwait(false)
            || await db.InspectionItems.AnyAsync(
                item => item.AssetId == asset && rule.Proves.Contains(item.TemplateKey) && item.StartedAt != null && item.StartedAt < to && item.EndedAt > from, cancellationToken).ConfigureAwait(false)
            || await db.Faults.AnyAsync(fault => fault.AssetId == asset && fault.DetectedAt < to && (fault.OpenFamily != null || fault.EndedAt > from), cancellationToken).ConfigureAwait(false);
    }
}
