using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Evidence;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>
/// The entrapment ladder as a trigger: when telemetry proves that the first step is reached, a claim candidate appears, and it follows
/// what becomes known (a further step, the release, the head count). Only proven time counts; a suspicion or a data gap never starts or
/// lengthens anything. Idempotent: one loss event is one claim per cover. Thread-safe.
/// </summary>
public sealed class ClaimTrigger
{
    /// <summary>How long after a release telemetry may still arrive and change what is proven.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    /// <summary>A heartbeat is missing after three intervals; <see cref="Coverage.Tolerance"/> allows for half of that.</summary>
    private const int HeartbeatsCovered = 2;

    /// <summary>The telemetry is asked within a transaction; one that hangs must not keep everybody's writes waiting.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(3);

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly ITimeSeriesStore _series;
    private readonly AssetTemplateCatalog _templates;
    private readonly ILiveFeed _live;
    private readonly SiteClock _clock;

    internal ClaimTrigger(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog templates, ILiveFeed live, SiteClock clock) =>
        (_databases, _writer, _series, _templates, _live, _clock) = (databases, writer, series, templates, live, clock);

    /// <summary>Looks at every entrapment that lasts or ended lately. Run it often: while people are trapped the clock moves the claim. Returns how many claims changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var since = _clock.GetUtcNow() - Settling;
        List<FaultId> faults;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            faults = await db.Set<Entrapment>().Where(entrapment => entrapment.ConfirmedAt != null && (entrapment.ReleasedAt == null || entrapment.ReleasedAt > since))
                .Select(entrapment => entrapment.FaultId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var changed = 0;
        foreach (var id in faults)
        {
            changed += await _writer.WriteAsync(async (unit, token) =>
            {
                var fault = await FaultStore.Whole(unit.Db.Faults).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false);
                return fault is null ? 0 : await ConsiderAsync(unit, fault, _clock.GetUtcNow(), token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    /// <summary>
    /// Within the transaction that changed the fault. While the telemetry store is away the change stands without its claim, and the next
    /// <see cref="RunAsync"/> follows: a release must be recorded and a finding taken in whatever the state of the store.
    /// </summary>
    internal async Task FollowChangeAsync(WriteUnit unit, Fault fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await ConsiderAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The store's owner logs and alarms that it is away.
        }
    }

    private async Task<int> ConsiderAsync(WriteUnit unit, Fault fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var entrapment in fault.Entrapments.Where(item => item.IsConfirmed))
        {
            // Below the first step by the clock there is nothing to ask the telemetry for.
            if ((entrapment.ReleasedAt ?? now) - entrapment.TrappedAt < EntrapmentLadder.Shandong2019.StartsAt) continue;
            var asset = await unit.Db.Assets.AsNoTracking().FirstAsync(item => item.Id == fault.AssetId, cancellationToken).ConfigureAwait(false);
            var policies = await unit.Db.Policies.Where(policy => policy.Assets.Any(item => item.AssetId == asset.Id)).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var covering = policies.Where(policy => policy.Covers(asset.Id, entrapment.TrappedAt) && policy.TermsAt(entrapment.TrappedAt)?.CoverFor(CoverKind.Entrapment) is not null).ToList();
            if (covering.Count == 0) continue;
            var loss = await LossInTimeAsync(asset, entrapment, now, cancellationToken).ConfigureAwait(false);
            var assessment = EntrapmentLadder.Shandong2019.Assess(loss);
            foreach (var policy in covering)
            {
                if (await FollowAsync(unit, fault, entrapment, policy, assessment, now, cancellationToken).ConfigureAwait(false)) changed++;
            }
        }

        return changed;
    }

    private async Task<EntrapmentLoss> LossInTimeAsync(Asset asset, Entrapment entrapment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StoreLimit);
        try
        {
            return await LossAsync(asset, entrapment, now, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("timeout", $"What telemetry proves of an entrapment took longer than {StoreLimit.TotalSeconds} s to read.", e);
        }
    }

    /// <summary>What telemetry proves of the loss: up to the release or to the newest sample, with the gaps left out.</summary>
    internal async Task<EntrapmentLoss> LossAsync(Asset asset, Entrapment entrapment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = new SourceId(asset.Id.Value);
        var last = await _series.LastAsync([source], cancellationToken).ConfigureAwait(false);
        var newest = last.Select(value => value.TimestampUnixMs).DefaultIfEmpty(0).Max();
        var provenUntil = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(newest, now.ToUnixTimeMilliseconds()));
        var end = entrapment.ReleasedAt ?? provenUntil;
        IReadOnlyList<TimeGap> gaps = [];
        if (end > entrapment.TrappedAt)
        {
            var coverage = await _series.CoverageAsync(
                source, null, entrapment.TrappedAt.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds(),
                _templates[asset.TypeKey].Heartbeat * HeartbeatsCovered, cancellationToken).ConfigureAwait(false);
            gaps = [.. coverage.Gaps.Select(gap => new TimeGap(
                DateTimeOffset.FromUnixTimeMilliseconds(gap.FromUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(gap.ToUnixMs)))];
        }

        return new EntrapmentLoss(entrapment.TrappedAt, entrapment.ReleasedAt, provenUntil, gaps, entrapment.Persons, asset.RatedPersons, entrapment.Releases);
    }

    private async Task<bool> FollowAsync(
        WriteUnit unit, Fault fault, Entrapment entrapment, Policy policy, EntrapmentAssessment assessment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lossKey = LossKeys.Entrapment(fault.Id, entrapment.Number);
        var claim = await unit.Db.Claims.Include(item => item.History)
            .FirstOrDefaultAsync(item => item.PolicyId == policy.Id && item.Cover == CoverKind.Entrapment && item.LossKey == lossKey, cancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            if (assessment.PerPerson == Money.Zero) return false;
            var number = await ProposedNumbers.NextAsync(unit.Db, fault.CommunityId, now, cancellationToken).ConfigureAwait(false);
            claim = Claim.Propose(
                new ClaimProposal(number, policy, CoverKind.Entrapment, fault.AssetId, fault.CommunityId, fault.Id, lossKey, entrapment.TrappedAt, assessment), now);
            unit.Db.Claims.Add(claim);
            if (entrapment.ReleasedAt is { } over) claim.UpdateLoss(assessment, over, now);
        }
        else if (ClaimTransitions.Next(claim.State, ClaimAction.UpdateLoss) is null || !claim.UpdateLoss(assessment, entrapment.ReleasedAt, now))
        {
            return false;
        }

        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await EvidencePins.SyncAsync(unit.Db, claim, cancellationToken).ConfigureAwait(false);
        var id = claim.Id.Value;
        unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Claim, id)));
        return true;
    }
}
