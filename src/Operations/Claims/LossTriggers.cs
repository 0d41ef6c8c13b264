using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Evidence;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>
/// Proposes claims by the triggers beside the ladder (<see cref="TriggerRules"/>) and follows them while the loss goes on. The loop says where to look: a fault of an insured
/// asset; the raw telemetry says since when and how long. Terms as of loss time; one loss event is one claim per cover, whichever of several faults saw it. Idempotent; thread-safe.
/// </summary>
public sealed class LossTriggers
{
    /// <summary>How long after its end a fault may still be proven by telemetry that comes late.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    /// <summary>More insured assets aren't out of order at once; the rest follows in the next run.</summary>
    private const int MostFaults = 500;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly LossReader _reader;
    private readonly TriggerRules _rules;
    private readonly ILiveFeed _live;
    private readonly SiteClock _clock;

    internal LossTriggers(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, LossReader reader, TriggerRules rules, ILiveFeed live, SiteClock clock) =>
        (_databases, _writer, _reader, _rules, _live, _clock) = (databases, writer, reader, rules, live, clock);

    /// <summary>Looks at every fault of an insured asset that is open or ended lately; returns how many claims changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var since = now - Settling;
        List<FaultId> faults;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            faults = await db.Faults.Where(fault => fault.Family != FaultFamilies.Entrapment && fault.State != FaultState.Merged && fault.State != FaultState.Rejected
                    && (fault.EndedAt == null || fault.EndedAt > since) && db.Policies.Any(policy => policy.Assets.Any(covered => covered.AssetId == fault.AssetId)))
                .OrderBy(fault => fault.Id).Take(MostFaults).Select(fault => fault.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var changed = 0;
        foreach (var id in faults) changed += await ConsiderAsync(id, now, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    private async Task<int> ConsiderAsync(FaultId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Telemetry is read outside any transaction: it may take its time, and nobody's writes wait for it.
        var found = new List<FoundLoss>();
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await FaultStore.Whole(db.Faults).AsNoTracking().FirstAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == fault.AssetId, cancellationToken).ConfigureAwait(false);
            var policies = await db.Policies.AsNoTracking().Where(policy => policy.Assets.Any(item => item.AssetId == asset.Id)).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var site = await FaultStore.SiteRulesAsync(db, fault.CommunityId, cancellationToken).ConfigureAwait(false);
            var permits = await db.Permits.AsNoTracking().Where(permit => permit.AssetId == asset.Id && permit.Until >= fault.OnsetAt).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var rule in _rules.For(asset.TypeKey, fault.Family, site.Calendar.LocalDate(fault.OnsetAt)))
            {
                var covering = policies.Where(policy => policy.Terms.Any(terms => terms.CoverFor(rule.Cover) is not null)).ToList();
                if (covering.Count == 0 || (rule.Steps.Count > 0 && now - fault.OnsetAt <= rule.Steps[0])) continue;
                var losses = rule.Kind == TriggerKind.Replaced
                    ? await ReplacedAsync(db, fault, cancellationToken).ConfigureAwait(false)
                    : await _reader.ReadAsync(asset, rule, fault, permits, site.Calendar.Zone, now, cancellationToken).ConfigureAwait(false);
                // A measured value is one loss, however often it is measured while the fault is open.
                if (rule.Kind == TriggerKind.Measured) losses = [.. losses.Take(1).Select(loss => loss with { Until = loss.From, Proven = TimeSpan.Zero })];
                found.AddRange(from loss in losses let step = rule.StepsPassed(loss.Proven) where step > 0 from policy in covering select new FoundLoss(policy, rule, loss, step, PartsCost(rule, fault)));
            }

            if (found.Count == 0) return 0;
        }

        return await _writer.WriteAsync(async (unit, token) =>
        {
            var fault = await unit.Db.Faults.AsNoTracking().FirstAsync(item => item.Id == id, token).ConfigureAwait(false);
            var changed = 0;
            foreach (var loss in found) changed += await FollowAsync(unit, fault, loss, now, token).ConfigureAwait(false) ? 1 : 0;
            return changed;
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> FollowAsync(WriteUnit unit, Fault fault, FoundLoss found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (policy, rule, loss) = (found.Policy, found.Rule, found.Loss);
        if (policy.TermsAt(loss.From)?.CoverFor(rule.Cover) is not { } cover || !policy.Covers(fault.AssetId, loss.From)) return false;
        var assessment = new LossAssessment(rule.Name, loss.Proven, found.Step, found.Cost ?? cover.BenefitFor(found.Step));
        var (from, until) = (loss.From, loss.Until ?? DateTimeOffset.MaxValue);
        // The same stretch of time is the same event, also when telemetry that came late has moved its beginning, or another fault shows it too.
        var claim = (await unit.Db.Claims.Include(item => item.History)
            .Where(item => item.PolicyId == policy.Id && item.Cover == rule.Cover && item.AssetId == fault.AssetId && item.Trigger != null && item.LossAt <= until)
            .ToListAsync(cancellationToken).ConfigureAwait(false)).Find(item => (item.LossEndedAt ?? DateTimeOffset.MaxValue) >= from && item.State != ClaimState.Withdrawn);
        if (claim is null)
        {
            var key = LossKeys.Trigger(rule.Key, fault.Id, from);
            if (await unit.Db.Claims.AnyAsync(item => item.PolicyId == policy.Id && item.Cover == rule.Cover && item.LossKey == key, cancellationToken).ConfigureAwait(false)) return false;
            var number = await ProposedNumbers.NextAsync(unit.Db, fault.CommunityId, now, cancellationToken).ConfigureAwait(false);
            claim = Claim.Propose(new ClaimProposal(number, policy, rule.Cover, fault.AssetId, fault.CommunityId, fault.Id, key, from, null, assessment), now);
            unit.Db.Claims.Add(claim);
            if (loss.Until is not null) claim.UpdateLoss(assessment, loss.Until, now);
        }
        else if (claim.FaultId != fault.Id || ClaimTransitions.Next(claim.State, ClaimAction.UpdateLoss) is null || !claim.UpdateLoss(assessment, loss.Until, now))
        {
            return false;
        }

        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await EvidencePins.SyncAsync(unit.Db, claim, cancellationToken).ConfigureAwait(false);
        var id = claim.Id.Value;
        unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Claim, id)));
        return true;
    }

    /// <summary>Confirmed by the work order: what it took stands in it, and somebody signed.</summary>
    private static async Task<IReadOnlyList<ProvenLoss>> ReplacedAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken) =>
        fault.CurrentRound.FixedAt is { } fixedAt && fault.History.Any(line => line.Action == FaultAction.RecordParts)
            && await db.FaultFiles.AnyAsync(file => file.FaultId == fault.Id && file.Kind == FaultFileKind.Signature, cancellationToken).ConfigureAwait(false)
            ? [new ProvenLoss(fault.OnsetAt, fixedAt > fault.OnsetAt ? fixedAt : fault.OnsetAt, TimeSpan.Zero)]
            : [];

    private static Money? PartsCost(TriggerRule rule, Fault fault) =>
        rule.Kind == TriggerKind.Replaced && fault.History.LastOrDefault(line => line.Action == FaultAction.RecordParts)?.Reason.Parameters.GetValueOrDefault("cost") is { } cost
            && decimal.TryParse(cost, System.Globalization.CultureInfo.InvariantCulture, out var yuan) ? Money.FromYuan(yuan) : null;

    private sealed record FoundLoss(Policy Policy, TriggerRule Rule, ProvenLoss Loss, int Step, Money? Cost);
}
