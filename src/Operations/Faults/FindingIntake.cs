using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Permits;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>
/// The only place where an anomaly becomes a fault. Findings open or join the one open fault of their asset and family; told again (a
/// replay after a crash, two processes) they change nothing. Thread-safe, also between processes: the database's unique keys decide a
/// race, and whoever loses it decides again on what is there now.
/// </summary>
public sealed class FindingIntake
{
    /// <summary>Findings per transaction: short enough that people's actions get in between in a storm.</summary>
    private const int PerTransaction = 25;

    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly AssetTemplateCatalog _templates;
    private readonly FaultOptions _options;
    private readonly SiteClock _clock;

    internal FindingIntake(FacilitiesWriter writer, FaultStore store, AssetTemplateCatalog templates, FaultOptions options, SiteClock clock) =>
        (_writer, _store, _templates, _options, _clock) = (writer, store, templates, options, clock);

    /// <summary>Applies findings in their order. When it returns they are durable; after an exception apply them again.</summary>
    public async Task ApplyAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var chunk in findings.Chunk(PerTransaction))
        {
            await _writer.WriteAsync(async (unit, token) =>
            {
                foreach (var finding in chunk) await ApplyAsync(unit, finding, token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ApplyAsync(WriteUnit unit, Finding finding, CancellationToken cancellationToken)
    {
        var assetId = new AssetId(finding.Source.Value);
        var asset = await unit.Db.Assets.FirstOrDefaultAsync(item => item.Id == assetId, cancellationToken).ConfigureAwait(false);
        // Removed since the engine saw it.
        if (asset is null) return;

        var onset = DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs);
        var stored = await unit.Db.Findings
            .FirstOrDefaultAsync(known => known.AssetId == assetId && known.RuleKey == finding.RuleKey && known.OnsetAt == onset, cancellationToken).ConfigureAwait(false);
        if (finding.Kind == FindingKind.Cleared)
        {
            if (stored is not null) await ClearAsync(unit, stored, finding, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (stored is not null)
        {
            await UpdateAsync(unit, stored, finding, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await WidenAsync(unit.Db, assetId, finding, cancellationToken).ConfigureAwait(false)) return;
        var mode = await FindingMode.ResolveAsync(unit.Db, _templates[asset.TypeKey], asset, finding, cancellationToken).ConfigureAwait(false);
        stored = StoredFindings.Create(finding, mode);
        unit.Db.Findings.Add(stored);
        await TakeAsync(unit, asset, stored, finding, mode, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Lets a finding go that a permit kept back: when none does any more it opens its fault, whose clocks start now, because nobody could have acted on it
    /// before. False: it is kept back still, by this permit or another, or is over.
    /// </summary>
    internal async Task<bool> ReleaseAsync(WriteUnit unit, long id, CancellationToken cancellationToken)
    {
        var stored = await unit.Db.Findings.FirstOrDefaultAsync(finding => finding.Id == id, cancellationToken).ConfigureAwait(false);
        if (stored is not { PermitId: not null, FaultId: null, ClearedAt: null }) return false;
        var asset = await unit.Db.Assets.FirstAsync(item => item.Id == stored.AssetId, cancellationToken).ConfigureAwait(false);
        var finding = StoredFindings.ToFinding(stored, _clock.GetUtcNow());
        var mode = await FindingMode.ResolveAsync(unit.Db, _templates[asset.TypeKey], asset, finding, cancellationToken).ConfigureAwait(false);
        await TakeAsync(unit, asset, stored, finding, mode, cancellationToken).ConfigureAwait(false);
        return stored.FaultId is not null;
    }

    private async Task TakeAsync(WriteUnit unit, Domain.Assets.Asset asset, StoredFinding stored, Finding finding, FindingMode mode, CancellationToken cancellationToken)
    {
        var fault = await DecideAsync(unit, asset, stored, finding, mode, cancellationToken).ConfigureAwait(false);
        // What is folded under its cause stays as it is; it only gets one more finding.
        if (fault is null or { IsFolded: true, State: FaultState.Merged, Id.Value: > 0 })
        {
            stored.FaultId = fault?.Id;
            // The next finding of the chunk may be the same event.
            await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await StoreAsync(unit, asset, stored, fault, cancellationToken).ConfigureAwait(false);
    }

    private async Task StoreAsync(WriteUnit unit, Domain.Assets.Asset asset, StoredFinding stored, Fault fault, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var opened = fault.Id.Value == 0;
        if (stored.ClearedAt is { } over) await CloseRuleAsync(unit, fault, stored, over, cancellationToken).ConfigureAwait(false);
        await Flapping.ConsiderAsync(unit.Db, fault, stored.ClearedAt ?? stored.OnsetAt, stored.ClearedAt is null ? 1 : 2, now, cancellationToken).ConfigureAwait(false);
        await _store.SaveAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
        stored.FaultId = fault.Id;
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (!opened || !fault.IsOpen) return;
        foreach (var child in await CommonCauses.ChildrenAsync(unit.Db, asset, fault, cancellationToken).ConfigureAwait(false))
        {
            child.FoldUnder(fault, fault.Cause!.Value, now);
            await _store.SaveAsync(unit, child, now, cancellationToken).ConfigureAwait(false);
            if (child.HasReporter) await ReporterContact.CarryAsync(unit.Db, child.Id, fault.Id, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What is over and overlaps a stretch that is already known as over is the same event, seen more completely because more of it has arrived:
    /// the known one grows. False when there is none.
    /// </summary>
    private static async Task<bool> WidenAsync(FacilitiesDb db, AssetId asset, Finding finding, CancellationToken cancellationToken)
    {
        if (finding.Stands || finding.ClearedUnixMs is not { } clearedMs) return false;
        var onset = DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs);
        var cleared = DateTimeOffset.FromUnixTimeMilliseconds(clearedMs);
        var known = await db.Findings
            .Where(other => other.AssetId == asset && other.RuleKey == finding.RuleKey && other.OnsetAt <= cleared && other.ClearedAt != null && other.ClearedAt >= onset)
            .OrderBy(other => other.OnsetAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (known is null) return false;
        if (onset < known.OnsetAt) known.OnsetAt = onset;
        if (onset < known.SinceAt) known.SinceAt = onset;
        if (cleared > known.ClearedAt) known.ClearedAt = cleared;
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Opens, joins or reopens; null when the finding only goes into the summary, or a permit keeps it back.</summary>
    private async Task<Fault?> DecideAsync(WriteUnit unit, Domain.Assets.Asset asset, StoredFinding stored, Finding finding, FindingMode mode, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var onset = DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs);
        var detected = DateTimeOffset.FromUnixTimeMilliseconds(finding.DetectedUnixMs);
        var ofFamily = unit.Db.Faults.Where(fault => fault.AssetId == asset.Id && fault.Family == mode.Family);
        var open = await FaultStore.Whole(ofFamily).FirstOrDefaultAsync(fault => fault.OpenFamily == mode.Family, cancellationToken).ConfigureAwait(false);
        var closed = open is not null ? null
            : await FaultStore.Whole(ofFamily.Where(fault => fault.State == FaultState.Closed)).OrderByDescending(fault => fault.EndedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (open is null && FaultIntake.MayFold(mode.Severity)
            && await CommonCauses.FoldedAsync(unit.Db, ofFamily, cancellationToken).ConfigureAwait(false) is { } folded) return folded;
        var site = await FaultStore.SiteRulesAsync(unit.Db, asset.CommunityId, cancellationToken).ConfigureAwait(false);
        var facts = FindingFactsOf(finding);
        var entrapment = EntrapmentFacts.StartOf(finding, mode);
        var step = FaultIntake.Decide(new IntakeFinding(mode.Family, mode.Severity, onset, finding.Stands), open, closed);
        if (step is IntakeStep.Open or IntakeStep.Reopen && await PermitBook.RunningAsync(unit.Db, asset.Id, asset.CommunityId, mode, now, cancellationToken).ConfigureAwait(false) is { } permit)
        {
            stored.PermitId = permit.Id;
            return null;
        }

        switch (step)
        {
            case IntakeStep.Summarise:
                return null;

            case IntakeStep.Join when !finding.Stands:
                // It belongs to the open fault, but must not replace what stands on it.
                return open;

            case IntakeStep.Join or IntakeStep.JoinAndRaise:
                Join(open!, facts, mode, entrapment, site, now);
                return open;

            case IntakeStep.Reopen:
                var back = open ?? closed!;
                back.Reopen(CodedText.Of("reopen.recurred", ("rule", finding.RuleKey)), facts, detected, Actor.System, site, now, mode.Severity, entrapment, onsetAt: onset);
                await SystemDispatch.HelpOnAsync(unit.Db, back, _options, site, now, cancellationToken).ConfigureAwait(false);
                return back;

            default:
                var opening = new FaultOpening(
                    await FaultStore.NextNumberAsync(unit.Db, site, now, cancellationToken).ConfigureAwait(false), asset.Id, asset.CommunityId, mode.Family,
                    mode.Key, mode.Severity, FaultSource.Sensor, onset, detected, detected, Finding: facts, Entrapment: entrapment, Cause: mode.Cause);
                var fault = Fault.Open(opening, Actor.System, site, now);
                if (mode.Cause is { } cause && FaultIntake.MayFold(fault.Severity)
                    && await CommonCauses.ParentAsync(unit.Db, asset, cause, onset, cancellationToken).ConfigureAwait(false) is { } parent)
                {
                    fault.FoldUnder(parent, cause, now);
                    unit.Db.Faults.Add(fault);
                    return fault;
                }

                await Storms.JoinAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
                unit.Db.Faults.Add(fault);
                await SystemDispatch.HelpOnAsync(unit.Db, fault, _options, site, now, cancellationToken).ConfigureAwait(false);
                return fault;
        }
    }

    private static void Join(Fault fault, FindingFacts facts, FindingMode mode, EntrapmentStart? entrapment, SiteRules site, DateTimeOffset now)
    {
        fault.UpdateFinding(facts, now);
        if (mode.Severity < fault.Severity && FaultTransitions.Next(fault.State, FaultAction.ChangeSeverity) is not null)
            fault.ChangeSeverity(mode.Severity, CodedText.Of("severity.worse_finding", ("mode", mode.Key)), Actor.System, site, now);
        if (entrapment is not null) fault.RecordTrapped(entrapment, Actor.System, now);
    }

    private async Task UpdateAsync(WriteUnit unit, StoredFinding stored, Finding finding, CancellationToken cancellationToken)
    {
        // A replay tells what is known already, perhaps even less of it.
        if (stored.ClearedAt is not null || stored.FaultId is not { } faultId || !StoredFindings.Update(stored, finding)) return;
        var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == faultId, cancellationToken).ConfigureAwait(false);
        if (FaultTransitions.Next(fault.State, FaultAction.UpdateFinding) is null || fault.RuleKey != stored.RuleKey) return;
        var now = _clock.GetUtcNow();
        fault.UpdateFinding(FindingFactsOf(finding), now);
        await _store.SaveAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
    }

    private async Task ClearAsync(WriteUnit unit, StoredFinding stored, Finding finding, CancellationToken cancellationToken)
    {
        if (stored.ClearedAt is not null) return;
        stored.ClearedAt = DateTimeOffset.FromUnixTimeMilliseconds(finding.ClearedUnixMs ?? finding.DetectedUnixMs);
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (stored.FaultId is not { } faultId) return;
        var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == faultId, cancellationToken).ConfigureAwait(false);
        var closed = await CloseRuleAsync(unit, fault, stored, stored.ClearedAt.Value, cancellationToken).ConfigureAwait(false);
        if (await Flapping.ConsiderAsync(unit.Db, fault, stored.ClearedAt.Value, 0, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) || closed)
            await _store.SaveAsync(unit, fault, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One rule of the fault is over. The fault's rule is clear when none of its findings stands any more.</summary>
    private async Task<bool> CloseRuleAsync(WriteUnit unit, Fault fault, StoredFinding finding, DateTimeOffset clearedAt, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var changed = false;
        if (fault.CurrentEntrapment is { } entrapment && finding.OnsetAt <= clearedAt && clearedAt >= entrapment.TrappedAt && EntrapmentFacts.EndsWith(finding.RuleKey, finding.ModeKey)
            && FaultTransitions.Next(fault.State, FaultAction.RecordRelease) is not null && entrapment.ReleasedAt is null)
        {
            fault.RecordRelease(clearedAt, finding.RuleKey, Actor.System, now);
            changed = true;
        }

        if (fault.RuleClearedAt is not null || FaultTransitions.Next(fault.State, FaultAction.ClearFinding) is null) return changed;
        var others = await unit.Db.Findings.AnyAsync(other => other.FaultId == fault.Id && other.Id != finding.Id && other.ClearedAt == null, cancellationToken).ConfigureAwait(false);
        if (others) return changed;
        fault.ClearFinding(clearedAt, now);
        return true;
    }

    private static FindingFacts FindingFactsOf(Finding finding) => new(
        finding.RuleKey, finding.Signal?.Key, finding.Value, finding.Expected, finding.Limit, finding.Deviation, finding.Confidence);
}
