using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Soak;

/// <summary>
/// Verification by telemetry: did the rule and its family stay clear, was enough data there, was the asset used enough for the fault to
/// show. Thread-safe.
/// </summary>
public sealed class SoakChecks
{
    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly ITimeSeriesStore _series;
    private readonly AssetTemplateCatalog _templates;
    private readonly SiteClock _clock;

    internal SoakChecks(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, ITimeSeriesStore series, AssetTemplateCatalog templates, SiteClock clock) =>
        (_databases, _writer, _store, _series, _templates, _clock) = (databases, writer, store, series, templates, clock);

    /// <summary>Judges every soaking fault now, not only those whose time is over: a fault that comes back is reopened at once. Returns how many changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        List<FaultId> soaking;
        await using (db.ConfigureAwait(false))
        {
            soaking = await db.Faults.Where(fault => fault.State == FaultState.Soaking && !fault.SoakNeedsPerson).Select(fault => fault.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var id in soaking)
        {
            if (await EvaluateAsync(id, cancellationToken).ConfigureAwait(false) is { Result.Verdict: not SoakVerdict.Running } verdict
                && await ApplyAsync(id, verdict, cancellationToken).ConfigureAwait(false)) changed++;
        }

        return changed;
    }

    /// <summary>What telemetry says now; null unless the fault is soaking.</summary>
    public async Task<SoakEvaluation?> EvaluateAsync(FaultId id, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.Faults.AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is not { State: FaultState.Soaking, SoakStartedAt: { } started, SoakUntil: { } until }) return null;
            var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == fault.AssetId, cancellationToken).ConfigureAwait(false);
            // Entrapment and the like: another rule of the family counts as much as the one that found it.
            var standing = await db.Findings.AnyAsync(finding => finding.FaultId == id && finding.ClearedAt == null, cancellationToken).ConfigureAwait(false);
            var recurred = await db.Findings.AnyAsync(
                finding => finding.AssetId == asset.Id && finding.Family == fault.Family && finding.OnsetAt > started && (finding.PermitId == null || finding.FaultId != null),
                cancellationToken).ConfigureAwait(false);
            // Work under a permit contradicts no repair; but while it shows the fault, nothing proves it gone.
            var keptBack = await db.Findings.AnyAsync(
                finding => finding.AssetId == asset.Id && finding.Family == fault.Family && finding.PermitId != null && finding.FaultId == null && finding.ClearedAt == null,
                cancellationToken).ConfigureAwait(false);
            var now = _clock.GetUtcNow();
            var use = await UsageAsync(asset, started, now, cancellationToken).ConfigureAwait(false);
            var facts = new SoakFacts(
                now, until, fault.SoakExtended, RuleClear: !standing && (fault.RuleKey is null || fault.RuleClearedAt is not null), FamilyClear: !recurred,
                use.Coverage, use.Activity, use.Required, use.HasTelemetry, started, keptBack);
            return new SoakEvaluation(fault.Version, facts, SoakPolicy.Evaluate(facts));
        }
    }

    private Task<bool> ApplyAsync(FaultId id, SoakEvaluation evaluation, CancellationToken cancellationToken) =>
        _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == id, token).ConfigureAwait(false);
            if (fault.Version != evaluation.Version || fault.State != FaultState.Soaking) return false;
            var site = await FaultStore.SiteRulesAsync(unit.Db, fault.CommunityId, token).ConfigureAwait(false);
            fault.ApplySoak(evaluation.Result, site, now);
            if (fault.Version == evaluation.Version) return false;
            await _store.SaveAsync(unit, fault, now, token).ConfigureAwait(false);
            return true;
        }, cancellationToken);

    private async Task<(double Coverage, double Activity, double Required, bool HasTelemetry)> UsageAsync(
        Asset asset, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var template = _templates[asset.TypeKey];
        var source = new SourceId(asset.Id.Value);
        var series = await _series.SeriesAsync(source, cancellationToken).ConfigureAwait(false);
        if (series.Count == 0) return (0, 0, 0, false);
        var (fromMs, toMs) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        if (toMs <= fromMs) return (1, 0, 0, true);
        // An asset is heard of at least every heartbeat, whatever it says.
        var coverage = await _series.CoverageAsync(source, null, fromMs, toMs, template.Heartbeat, cancellationToken).ConfigureAwait(false);
        var needs = template.Verification;
        if (needs.ActivityPoint is not { } key || template.Point(key) is not { } point) return (coverage.Share, 0, 0, true);
        var activity = await ActivityMeter.MeasureAsync(_series, source, point.Definition, fromMs, toMs, cancellationToken).ConfigureAwait(false);
        return (coverage.Share, activity, needs.MinimumActivity, true);
    }
}
