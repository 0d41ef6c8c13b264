using Facilities.Detection.Signatures;
using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Writes the records of duties that a device performs by itself, once the day is over: readings of the day (jockey pump), or the test whose signature telemetry shows
/// (emergency lights). One record per asset and due, with the share of the day in which the asset was heard of. Without data there is no record: the duty becomes
/// overdue and is missed, never passed. Data that comes late still makes the record, for a week: it is looked for ever more rarely, and only in days that weren't complete. A
/// value beyond its limit is in the record; the fault that it means is the detectors' business, which watch the same points. Thread-safe.
/// </summary>
public sealed class AutomaticRecords
{
    /// <summary>Least share of the day in which the asset was heard of. Our default, as for proofs.</summary>
    public const double LeastCoverage = SignatureMatcher.HealthyShare;

    private const int PerRun = 500;

    /// <summary>How far the search has come is noted for so many at once.</summary>
    private const int NotedTogether = 50;

    /// <summary>So long after the day what was sent in it has arrived, as a rule.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    /// <summary>Late data is waited for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Late data isn't looked for more often.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromHours(1);

    private static readonly string[] Measured = [.. InspectionTemplates.All.Where(template => template.IsMeasured).Select(template => template.Key)];
    private static readonly string[] Tests = [.. InspectionTemplates.All.Where(template => template.IsAutomatic && !template.IsMeasured).Select(template => template.Key)];

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly ITimeSeriesStore _series;
    private readonly AssetTemplateCatalog _assets;
    private readonly ProofRules _rules;
    private readonly InspectionProofs _proofs;
    private readonly RecordEffects _effects;
    private readonly SiteClock _clock;
    private readonly OneByOne<InspectionItemId> _each;

    internal AutomaticRecords(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog assets, ProofRules rules, InspectionProofs proofs,
        RecordEffects effects, SiteClock clock, ILogger<AutomaticRecords> logger)
    {
        (_databases, _writer, _series, _assets, _rules, _proofs, _effects, _clock) = (databases, writer, series, assets, rules, proofs, effects, clock);
        _each = new OneByOne<InspectionItemId>("The automatic record of inspection", logger, clock);
    }

    /// <summary>Looks for a bounded number of records that are owed, those first that were never looked for; returns how many were written.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        var calendars = new Dictionary<CommunityId, WorkingCalendar>();
        foreach (var some in (await OpenAsync(cancellationToken).ConfigureAwait(false)).Chunk(NotedTogether))
        {
            var looked = new List<RecordLook>();
            foreach (var owed in some)
            {
                await _each.TryAsync(
                    owed.Item.Id, async () => written += await LookAsync(owed, calendars, looked, cancellationToken).ConfigureAwait(false) ? 1 : 0, cancellationToken).ConfigureAwait(false);
            }

            if (looked.Count > 0) await NoteAsync(looked, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    /// <summary>Records that are owed and that it is time to look for.</summary>
    private async Task<List<Owed>> OpenAsync(CancellationToken cancellationToken)
    {
        var (now, failed) = (_clock.GetUtcNow(), _each.LeftAlone());
        var (over, oldest) = (now - Settling, now - Patience);
        // In every zone.
        var tomorrow = SiteDay.Of(now).AddDays(1);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await (
                from item in db.InspectionItems.AsNoTracking()
                where item.RecordedAt == null && item.DueAt > oldest && !failed.Contains(item.Id)
                    && ((Measured.Contains(item.TemplateKey) && item.DueAt <= over) || (Tests.Contains(item.TemplateKey) && item.EarliestOn <= tomorrow && item.State != InspectionState.Missed))
                    && (item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue || item.State == InspectionState.Missed)
                join asset in db.Assets on item.AssetId equals asset.Id
                where asset.InService
                join look in db.RecordLooks on item.Id equals look.ItemId into looks
                from look in looks.DefaultIfEmpty()
                where look == null || look.LookAgainAt <= now
                orderby look != null, item.DueAt, item.Id
                select new { Item = item, Asset = asset, Through = look == null ? null : look.Through }).Take(PerRun).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => new Owed(row.Item, row.Asset, InspectionTemplates.Find(row.Item.TemplateKey)!, row.Through))];
        }
    }

    /// <param name="looked">Takes how far it was looked through in vain.</param>
    /// <returns>Whether a record was written.</returns>
    private async Task<bool> LookAsync(Owed owed, Dictionary<CommunityId, WorkingCalendar> calendars, List<RecordLook> looked, CancellationToken cancellationToken)
    {
        Written? found;
        RecordLook look;
        WorkingCalendar? calendar;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!calendars.TryGetValue(owed.Item.CommunityId, out calendar))
                calendars[owed.Item.CommunityId] = calendar = await InspectionPlanning.CalendarAsync(db, owed.Item.CommunityId, cancellationToken).ConfigureAwait(false);
            (found, look) = owed.Template.IsMeasured ? (await MeasureAsync(owed, calendar, cancellationToken).ConfigureAwait(false), Later(owed))
                : await TestAsync(db, owed, calendar, cancellationToken).ConfigureAwait(false);
        }

        if (found is { } record) return await RecordAsync(owed, record, calendar, cancellationToken).ConfigureAwait(false);
        looked.Add(look);
        return false;
    }

    private Task<bool> RecordAsync(Owed owed, Written record, WorkingCalendar calendar, CancellationToken cancellationToken) => _writer.WriteAsync(async (unit, token) =>
    {
        var item = await unit.Db.InspectionItems.FirstOrDefaultAsync(known => known.Id == owed.Item.Id && known.RecordedAt == null, token).ConfigureAwait(false);
        // Somebody was quicker, or it isn't owed any more.
        if (item is null || !(item.IsPending || item.State == InspectionState.Missed)) return false;
        var schedule = await unit.Db.InspectionSchedules.FirstAsync(known => known.Id == item.ScheduleId, token).ConfigureAwait(false);
        item.RecordAutomatically(record.Claim, record.Coverage, owed.Template, schedule, calendar, _clock.GetUtcNow());
        await _effects.FollowAsync(unit, item, owed.Template, schedule, calendar, token).ConfigureAwait(false);
        await unit.Db.RecordLooks.Where(look => look.ItemId == item.Id).ExecuteDeleteAsync(token).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>Remembers how far the search has come, and forgets it of what isn't owed any more.</summary>
    private Task NoteAsync(List<RecordLook> looked, CancellationToken cancellationToken) => _writer.WriteAsync(async (unit, token) =>
    {
        var oldest = _clock.GetUtcNow() - Patience;
        var ids = looked.ConvertAll(look => look.ItemId);
        var items = await unit.Db.InspectionItems.Where(item => ids.Contains(item.Id)).Select(item => item.Id).ToListAsync(token).ConfigureAwait(false);
        var known = await unit.Db.RecordLooks.Where(look => ids.Contains(look.ItemId)).ToDictionaryAsync(look => look.ItemId, token).ConfigureAwait(false);
        foreach (var look in looked.Where(look => items.Contains(look.ItemId)))
        {
            if (known.TryGetValue(look.ItemId, out var before)) (before.Through, before.LookAgainAt) = (look.Through, look.LookAgainAt);
            else unit.Db.RecordLooks.Add(new RecordLook { ItemId = look.ItemId, Through = look.Through, LookAgainAt = look.LookAgainAt });
        }

        // Before the purge: one of them may have waited as long.
        await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
        await unit.Db.RecordLooks.Where(look => look.LookAgainAt < oldest).ExecuteDeleteAsync(token).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Late data comes within the hour or in days: what has been owed for long is looked for more rarely.</summary>
    private RecordLook Later(Owed owed)
    {
        var now = _clock.GetUtcNow();
        var pause = (now - owed.Item.DueAt) / 4;
        return new RecordLook { ItemId = owed.Item.Id, LookAgainAt = now + (pause > ShortestPause ? pause : ShortestPause) };
    }

    /// <summary>The readings of the due day; null while the asset wasn't heard of enough, or a reading is missing.</summary>
    private async Task<Written?> MeasureAsync(Owed owed, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var (from, to) = (calendar.StartOfDay(owed.Item.DueDate), calendar.EndOfDay(owed.Item.DueDate));
        var (source, type) = (new SourceId(owed.Asset.Id.Value), _assets[owed.Asset.TypeKey]);
        var coverage = await _series.CoverageAsync(source, null, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), type.Heartbeat * 3, cancellationToken).ConfigureAwait(false);
        if (coverage.Share < LeastCoverage) return null;
        var results = new List<InspectionStepResult>();
        foreach (var step in owed.Template.Steps)
        {
            var query = new AggregateQuery { Source = source, Point = type.PointTable[step.Reading!.Point].No, FromUnixMs = from.ToUnixTimeMilliseconds(), ToUnixMs = to.ToUnixTimeMilliseconds() };
            var windows = (await _series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows;
            if (windows.Count == 0 || windows[0].Count == 0) return null;
            var value = Take(windows[0], step.Reading.Take);
            results.Add(new InspectionStepResult(step.Key, step.IsMet(true, value), value));
        }

        // Its last millisecond is still of the day.
        return new Written(new InspectionClaim(from, to.AddMilliseconds(-1), UserSet.Empty, results), coverage.Share);
    }

    /// <summary>A test that shows on one of the days that are over and weren't looked through, the last one first; or how far they are looked through now.</summary>
    private async Task<(Written? Found, RecordLook Look)> TestAsync(FacilitiesDb db, Owed owed, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var (item, attributes) = (owed.Item, owed.Asset.Attributes);
        var rule = _rules.Find(item.TemplateKey, attributes);
        var wait = Settling + (rule?.Reach ?? TimeSpan.Zero);
        var settled = _clock.GetUtcNow() - wait;
        var (first, last) = (new[] { item.EarliestOn, calendar.LocalDate(settled - Patience), owed.Through?.AddDays(1) ?? DateOnly.MinValue }.Max(), calendar.LocalDate(settled).AddDays(-1));
        var through = last;
        for (var day = last; rule is not null && day >= first; day = day.AddDays(-1))
        {
            var (shown, coverage) = await _proofs.ShownAsync(db, rule, owed.Asset, calendar.StartOfDay(day), calendar.EndOfDay(day), cancellationToken).ConfigureAwait(false);
            if (shown is { } seen)
            {
                var (began, ended) = (DateTimeOffset.FromUnixTimeMilliseconds(seen.FromUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(seen.ToUnixMs));
                return (new Written(new InspectionClaim(began, ended, UserSet.Empty, []), coverage), new RecordLook());
            }

            // What is missing of it may come late.
            if (coverage < LeastCoverage) through = day.AddDays(-1);
        }

        var next = last.AddDays(1) > item.EarliestOn ? last.AddDays(1) : item.EarliestOn;
        return (null, new RecordLook { ItemId = item.Id, Through = through < first ? owed.Through : through, LookAgainAt = calendar.EndOfDay(next) + wait });
    }

    private static double Take(WindowAggregate window, ReadingTake take) => take switch
    {
        ReadingTake.Minimum => window.Min,
        ReadingTake.Maximum => window.Max,
        ReadingTake.Sum => window.Sum,
        _ => window.Last,
    };

    private sealed record Owed(InspectionItem Item, Asset Asset, InspectionTemplate Template, DateOnly? Through);

    private sealed record Written(InspectionClaim Claim, double Coverage);
}
