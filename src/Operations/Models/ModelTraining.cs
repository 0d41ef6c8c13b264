using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Models;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Models;

/// <summary>
/// Trains models of assets from stored telemetry, asset by asset, at night, within a budget. One round a night; where it stopped is stored, so the next firing, a restart or another process goes on there.
/// What is trained begins in its shadow. Thread-safe; one run at a time.
/// </summary>
public sealed class ModelTraining(
    AssetDirectory directory, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, ModelOptions options, SiteClock clock, ILogger<ModelTraining> logger)
{
    /// <summary>Name of its progress.</summary>
    public const string Run = "model-training";

    private const int PerSave = 20;

    /// <summary>Daily roll-ups are kept no longer.</summary>
    private const int MostYears = 10;

    /// <summary>A watch that begins long after its training warms up on these days.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(8);

    private readonly OneByOne<AssetId> _each = new("The training of asset", logger, clock);
    private readonly ModelHoursReader _reader = new(series);
    private readonly Runs _runs = new(databases, writer, clock);

    /// <summary>A share of tonight's round.</summary>
    /// <param name="most">Assets at most.</param>
    /// <param name="budget">Time of the machine after which no further asset is begun.</param>
    /// <param name="cancellationToken">Ends it between two assets.</param>
    /// <returns>How many assets were dealt with.</returns>
    /// <exception cref="StoreUnavailableException">The store is away; the next firing goes on.</exception>
    public async Task<int> RunAsync(int most, TimeSpan budget, CancellationToken cancellationToken)
    {
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), SiteDay.Zone);
        if (local.Hour < options.Night.From || local.Hour >= options.Night.Until) return 0;
        if (await _runs.ResumeAsync(Run, SiteDay.Start(SiteDay.Of(clock.GetUtcNow())), cancellationToken).ConfigureAwait(false) is not { } run) return 0;
        var began = TimeProvider.System.GetTimestamp();
        var dealt = 0;
        var assets = await NextAsync(run.Position, most, cancellationToken).ConfigureAwait(false);
        foreach (var some in assets.Chunk(PerSave))
        {
            foreach (var (id, inService, commissioned) in some)
            {
                if (TimeProvider.System.GetElapsedTime(began) >= budget && dealt > 0) break;
                if (inService) await _each.TryAsync(id, async () => run.Changed += await TrainAsync(id, commissioned, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                (run.Position, run.Done, dealt) = (id.Value, run.Done + 1, dealt + 1);
            }

            await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
            if (TimeProvider.System.GetElapsedTime(began) >= budget) return dealt;
        }

        if (assets.Count == most) return dealt;
        run.EndedAt = clock.GetUtcNow();
        await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
        return dealt;
    }

    /// <summary>The next assets by number; of those out of service nothing is learned.</summary>
    private async Task<IReadOnlyList<(AssetId Id, bool InService, DateOnly? Commissioned)>> NextAsync(int after, int most, CancellationToken cancellationToken)
    {
        AssetId[] ids = [.. directory.All.Where(asset => asset.Id.Value > after && asset.Template.Model is not null).Select(asset => asset.Id).Take(most)];
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Assets.Where(asset => ids.Contains(asset.Id) && asset.InService).Select(asset => new { asset.Id, asset.CommissionedOn })
                .ToDictionaryAsync(asset => asset.Id, asset => asset.CommissionedOn, cancellationToken).ConfigureAwait(false);
            return [.. ids.Select(id => (id, rows.ContainsKey(id), rows.GetValueOrDefault(id)))];
        }
    }

    /// <summary>Returns how many models were trained.</summary>
    private async Task<int> TrainAsync(AssetId id, DateOnly? commissioned, CancellationToken cancellationToken)
    {
        if (!directory.TryGet(new SourceId(id.Value), out var asset)) return 0;
        var now = clock.GetUtcNow();
        List<AssetModel> known;
        UnhealthyTime unhealthy;
        DateTimeOffset anchor;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            known = await db.AssetModels.AsNoTracking().Where(model => model.AssetId == id).OrderBy(model => model.Version).ToListAsync(cancellationToken).ConfigureAwait(false);
            unhealthy = await UnhealthyTime.LoadAsync(db, id, now.AddYears(-MostYears), cancellationToken).ConfigureAwait(false);
            anchor = await AnchorAsync(db, asset, commissioned, now, cancellationToken).ConfigureAwait(false);
        }

        var trained = 0;
        foreach (var baseline in Enum.GetValues<ModelBaseline>())
        {
            if (ModelShapes.Of(asset.Template, baseline) is not { } shape) continue;
            var own = known.FindAll(model => model.Baseline == baseline);
            var draft = baseline == ModelBaseline.First
                ? await FirstAsync(asset, shape, own, unhealthy, anchor, now, cancellationToken).ConfigureAwait(false)
                : await RecentAsync(asset, shape, own, unhealthy, anchor, now, cancellationToken).ConfigureAwait(false);
            if (draft is null) continue;
            await StoreAsync(draft, cancellationToken).ConfigureAwait(false);
            trained++;
        }

        return trained;
    }

    /// <summary>From here on the asset is the one that it is now: commissioned, measured by another sensor, or repaired and confirmed as such.</summary>
    private static async Task<DateTimeOffset> AnchorAsync(FacilitiesDb db, AssetEntry asset, DateOnly? commissioned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var families = asset.Template.Model!.Signals.Select(signal => asset.Template.Point(signal.Point)!.Family).Append(FaultFamilies.Unexplained).Distinct().ToList();
        var repaired = await db.Faults.Where(fault => fault.AssetId == asset.Id && fault.State == FaultState.Closed && families.Contains(fault.Family))
            .MaxAsync(fault => fault.EndedAt, cancellationToken).ConfigureAwait(false);
        var begun = commissioned is { } day ? SiteDay.Start(day) : now.AddYears(-MostYears);
        var replaced = asset.Template.Model.Signals.Select(signal => asset.Overrides?.Replaced.TryGetValue(signal.Point, out var since) == true ? since : begun).Max();
        return new[] { begun, replaced, repaired ?? begun }.Max();
    }

    private async Task<AssetModel?> RecentAsync(
        AssetEntry asset, ModelShape shape, List<AssetModel> own, UnhealthyTime unhealthy, DateTimeOffset anchor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (own is [.., var newest])
        {
            var isOver = newest.State == ModelState.Retired || newest.DriftSince is not null || newest.TrainedTo < anchor;
            if (newest.State == ModelState.Shadow || now - newest.TrainedAt < (isOver ? options.Retry : options.Renewal)) return null;
        }

        var from = anchor > now - options.Longest ? anchor : now - options.Longest;
        return now - from < options.Shortest ? null : await FitAsync(asset, ModelBaseline.Recent, shape, own, unhealthy, from, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AssetModel?> FirstAsync(
        AssetEntry asset, ModelShape shape, List<AssetModel> own, UnhealthyTime unhealthy, DateTimeOffset anchor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (own is [.., var newest] && newest.TrainedFrom >= anchor && (newest.State != ModelState.Retired || now - newest.TrainedAt < options.Renewal)) return null;
        if (await _reader.FirstAsync(asset, shape, anchor.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), cancellationToken).ConfigureAwait(false) is not { } hour) return null;
        var begun = DateTimeOffset.FromUnixTimeMilliseconds(hour * ModelHours.LengthMs);
        var from = begun > anchor ? begun : anchor;
        return now - from < options.First ? null : await FitAsync(asset, ModelBaseline.First, shape, own, unhealthy, from, from + options.First, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AssetModel?> FitAsync(
        AssetEntry asset, ModelBaseline baseline, ModelShape shape, List<AssetModel> own, UnhealthyTime unhealthy, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // A first hour that has begun already doesn't count, nor the last one that isn't over.
        var (first, last) = (ModelHours.HourOf(from.ToUnixTimeMilliseconds() + ModelHours.LengthMs - 1), ModelHours.HourOf(until.ToUnixTimeMilliseconds()));
        var hours = await _reader.ReadAsync(asset, first, last, cancellationToken).ConfigureAwait(false);
        ModelRow[] rows = [.. hours.Rows(shape).Where(row => row.Hour >= first && !unhealthy.Covers(row.Hour))];
        var offset = SiteDay.Zone.GetUtcOffset(until).TotalHours;
        if (ResidualRegression.Fit(shape, rows, offset) is not { } fit) return null;
        var now = clock.GetUtcNow();
        return new AssetModel
        {
            AssetId = asset.Id,
            Baseline = baseline,
            Version = own.Count == 0 ? 1 : own[^1].Version + 1,
            State = ModelState.Shadow,
            TrainedFrom = from,
            TrainedTo = until,
            TrainedAt = now,
            Rows = fit.Rows,
            HeldOut = fit.HeldOut,
            TrainedLimit = fit.Limit,
            Limit = fit.Limit,
            Fit = ModelText.Write(fit),
            Watch = ModelText.Write(new ResidualState()),
            ScannedThrough = until > now - WarmUp ? until : now - WarmUp,
            ShadowUntil = now + options.Shadow,
            MarksFrom = now,
        };
    }

    /// <summary>A shadow that it takes over from has no more to say, nor have first weeks of before a repair.</summary>
    private Task StoreAsync(AssetModel draft, CancellationToken cancellationToken) => writer.WriteAsync(async (unit, token) =>
    {
        var live = await unit.Db.AssetModels.Where(model => model.AssetId == draft.AssetId && model.Baseline == draft.Baseline && model.State != ModelState.Retired).ToListAsync(token).ConfigureAwait(false);
        foreach (var model in live.Where(model => model.State == ModelState.Shadow || draft.Baseline == ModelBaseline.First))
            ModelLife.Retire(model, draft.Baseline == ModelBaseline.First ? ModelEnd.Repaired : ModelEnd.Replaced, clock.GetUtcNow());
        unit.Db.AssetModels.Add(draft);
    }, cancellationToken);
}
