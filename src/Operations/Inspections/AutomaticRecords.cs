using Facilities.Detection.Signatures;
using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Writes the records of duties that a device performs by itself, once the day is over: readings of the day (jockey pump), or the test whose signature telemetry shows
/// (emergency lights). One record per asset and due, with the share of the day in which the asset was heard of. Without data there is no record: the duty becomes
/// overdue and is missed, never passed. Data that comes late still makes the record, for a week. A value beyond its limit is in the record; the fault that it means is
/// the detectors' business, which watch the same points. Thread-safe.
/// </summary>
public sealed class AutomaticRecords(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog assets, ProofRules rules, InspectionProofs proofs,
    InspectionPlanning planning, ILiveFeed live, SiteClock clock)
{
    /// <summary>Least share of the day in which the asset was heard of. Our default, as for proofs.</summary>
    public const double LeastCoverage = SignatureMatcher.HealthyShare;

    private const int PerRun = 500;

    /// <summary>So long after the day what was sent in it has arrived, as a rule.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    /// <summary>Late data is waited for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    private static readonly string[] Keys = [.. InspectionTemplates.All.Where(template => template.IsAutomatic).Select(template => template.Key)];

    /// <summary>Writes what can be written; returns how many records.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var item in await OpenAsync(cancellationToken).ConfigureAwait(false)) written += await LookAsync(item, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return written;
    }

    /// <summary>Records that are still owed for days that are over.</summary>
    private async Task<List<Owed>> OpenAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (over, oldest) = (now - Settling, now - Patience);
        var tomorrow = SiteDay.Of(now).AddDays(1);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await (
                from item in db.InspectionItems.AsNoTracking()
                where Keys.Contains(item.TemplateKey) && item.RecordedAt == null && item.DueAt > oldest && item.EarliestOn <= tomorrow
                    && (item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue || item.State == InspectionState.Missed)
                join asset in db.Assets on item.AssetId equals asset.Id
                where asset.InService
                orderby item.DueAt, item.Id
                select new { Item = item, Asset = asset }).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => new Owed(row.Item, row.Asset, InspectionTemplates.Find(row.Item.TemplateKey)!))
                .Where(owed => owed.Template.IsMeasured ? owed.Item.DueAt <= over : owed.Item.State != InspectionState.Missed).Take(PerRun)];
        }
    }

    private async Task<bool> LookAsync(Owed owed, CancellationToken cancellationToken)
    {
        WorkingCalendar calendar;
        Written? found;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            calendar = await InspectionPlanning.CalendarAsync(db, owed.Item.CommunityId, cancellationToken).ConfigureAwait(false);
            found = owed.Template.IsMeasured ? await MeasureAsync(owed, calendar, cancellationToken).ConfigureAwait(false) : await TestAsync(db, owed, calendar, cancellationToken).ConfigureAwait(false);
        }

        if (found is not { } record) return false;
        return await writer.WriteAsync(async (unit, token) =>
        {
            var item = await unit.Db.InspectionItems.FirstOrDefaultAsync(known => known.Id == owed.Item.Id && known.RecordedAt == null, token).ConfigureAwait(false);
            // Somebody was quicker, or it isn't owed any more.
            if (item is null || !(item.IsPending || item.State == InspectionState.Missed)) return false;
            var schedule = await unit.Db.InspectionSchedules.FirstAsync(known => known.Id == item.ScheduleId, token).ConfigureAwait(false);
            item.RecordAutomatically(record.Claim, record.Coverage, owed.Template, schedule, calendar, clock.GetUtcNow());
            await InspectionProofs.AskAsync(unit.Db, rules, item, token).ConfigureAwait(false);
            await UnclaimedWorks.ClaimAsync(unit.Db, rules, item, token).ConfigureAwait(false);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            // A fixed row isn't moved by its records.
            if (schedule.Anchor != InspectionAnchor.Fixed) await planning.PlanAsync(unit, [schedule.Id], token).ConfigureAwait(false);
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, item.Id.Value)));
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The readings of the due day; null while the asset wasn't heard of enough, or a reading is missing.</summary>
    private async Task<Written?> MeasureAsync(Owed owed, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var (from, to) = (calendar.StartOfDay(owed.Item.DueDate), calendar.EndOfDay(owed.Item.DueDate));
        var (source, type) = (new SourceId(owed.Asset.Id.Value), assets[owed.Asset.TypeKey]);
        var coverage = await series.CoverageAsync(source, null, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), type.Heartbeat * 3, cancellationToken).ConfigureAwait(false);
        if (coverage.Share < LeastCoverage) return null;
        var results = new List<InspectionStepResult>();
        foreach (var step in owed.Template.Steps)
        {
            var query = new AggregateQuery { Source = source, Point = type.PointTable[step.Reading!.Point].No, FromUnixMs = from.ToUnixTimeMilliseconds(), ToUnixMs = to.ToUnixTimeMilliseconds() };
            var windows = (await series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows;
            if (windows.Count == 0 || windows[0].Count == 0) return null;
            var value = Take(windows[0], step.Reading.Take);
            results.Add(new InspectionStepResult(step.Key, step.IsMet(true, value), value));
        }

        // Its last millisecond is still of the day.
        return new Written(new InspectionClaim(from, to.AddMilliseconds(-1), UserSet.Empty, results), coverage.Share);
    }

    /// <summary>A test that shows on one of the days that are over; null while none does.</summary>
    private async Task<Written?> TestAsync(FacilitiesDb db, Owed owed, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        if (rules.Find(owed.Item.TemplateKey, owed.Asset.Attributes) is not { } rule || rule.For(owed.Asset.Attributes).Signature is not { } signature) return null;
        var last = clock.GetUtcNow() - Settling - rule.Reach;
        for (var day = calendar.LocalDate(last).AddDays(-1); day >= owed.Item.EarliestOn && day >= calendar.LocalDate(last - Patience); day = day.AddDays(-1))
        {
            var (from, to) = (calendar.StartOfDay(day), calendar.EndOfDay(day));
            var evidence = await proofs.EvidenceAsync(db, rule, owed.Asset, from, to + rule.Reach, cancellationToken).ConfigureAwait(false);
            var result = SignatureMatcher.Match(signature, evidence);
            // Found in the day's reach it is the next day's.
            if (result.Verdict != SignatureVerdict.Proven || result.Told(signature) is not { } told || told.FromUnixMs >= to.ToUnixTimeMilliseconds()) continue;
            var (began, ended) = (DateTimeOffset.FromUnixTimeMilliseconds(told.FromUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(told.ToUnixMs));
            return new Written(new InspectionClaim(began, ended, UserSet.Empty, []), evidence.CoverageWithin);
        }

        return null;
    }

    private static double Take(WindowAggregate window, ReadingTake take) => take switch
    {
        ReadingTake.Minimum => window.Min,
        ReadingTake.Maximum => window.Max,
        ReadingTake.Sum => window.Sum,
        _ => window.Last,
    };

    private sealed record Owed(InspectionItem Item, Asset Asset, InspectionTemplate Template);

    private sealed record Written(InspectionClaim Claim, double Coverage);
}
