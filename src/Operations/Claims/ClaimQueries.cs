using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>Claims for pages and the API, cut to the caller's scope. Thread-safe.</summary>
public sealed class ClaimQueries
{
    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly ClaimTrigger _trigger;
    private readonly AssetTemplateCatalog _templates;
    private readonly SiteClock _clock;

    internal ClaimQueries(IDbContextFactory<FacilitiesDb> databases, ClaimTrigger trigger, AssetTemplateCatalog templates, SiteClock clock) =>
        (_databases, _trigger, _templates, _clock) = (databases, trigger, templates, clock);

    /// <summary>What still has to be notified first, then what waits for the insurer, each by its deadline; then the rest, newest loss first.</summary>
    /// <param name="state">Only this state; null: all.</param>
    public async Task<Rows<ClaimRow>> ListAsync(Scope scope, ClaimState? state, Paging paging, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = db.ClaimsIn(scope).AsNoTracking();
            if (state is { } wanted) query = query.Where(claim => claim.State == wanted);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            // Candidate and Checked are the first two states.
            var page = await query.OrderBy(claim => claim.State > ClaimState.Checked)
                .ThenBy(claim => claim.DueBy == null).ThenBy(claim => claim.DueBy).ThenByDescending(claim => claim.LossAt)
                .Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<ClaimRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>Everything about one claim; null if there is none in the caller's scope.</summary>
    public async Task<ClaimDetail?> GetAsync(Caller caller, ClaimId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var claim = await db.ClaimsIn(caller.Scope).Include(item => item.History.OrderBy(line => line.Sequence)).AsNoTracking()
                .FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (claim is null) return null;
            var fault = claim.FaultId is { } faultId
                ? await FaultStore.Whole(db.Faults).AsNoTracking().FirstOrDefaultAsync(item => item.Id == faultId, cancellationToken).ConfigureAwait(false)
                : null;
            var entrapment = fault?.Entrapments.FirstOrDefault(item => LossKeys.Entrapment(fault.Id, item.Number) == claim.LossKey);
            var now = _clock.GetUtcNow();
            var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == claim.AssetId, cancellationToken).ConfigureAwait(false);
            var loss = entrapment is null ? null : await _trigger.LossAsync(asset, entrapment, now, cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(
                db, claim.History.Select(line => line.OrganisationId), claim.History.Select(line => line.UserId), cancellationToken).ConfigureAwait(false);
            var insured = await ClaimInsured.OfAsync(db, claim, cancellationToken).ConfigureAwait(false);
            return new ClaimDetail
            {
                Row = (await RowsAsync(db, [claim], cancellationToken).ConfigureAwait(false))[0],
                Timeline = ClaimTimeline.Of(claim, fault, entrapment),
                AmountReasons = loss is null ? [] : EntrapmentLadder.Shandong2019.Assess(loss).Reasons,
                Ladder = EntrapmentLadder.Shandong2019.Steps,
                Checks = (await ClaimChecking.EvaluateAsync(db, claim, cancellationToken).ConfigureAwait(false)).Checks,
                Telemetry = new ClaimTelemetry(claim.AssetId, claim.LossAt.AddHours(-24), (claim.LossEndedAt ?? now).AddHours(24), [.. ClaimPoints.Of(_templates, asset.TypeKey, claim.Cover).Select(point => point.Definition.Key)], loss?.Gaps ?? []),
                History = [.. claim.History.Select(line => new ClaimEventRow(
                    line.Sequence, line.Action, line.From, line.To, line.Role, parties.Person(line.UserId), parties.Organisation(line.OrganisationId), line.At, line.Reason, line.Note))],
                Allowed = ClaimRights.Allowed(claim, caller.Actor, insured),
                Letters = await ClaimLetters.OfAsync(db, claim.Id, cancellationToken).ConfigureAwait(false),
                MayWrite = ClaimLetter.Refusal(claim, caller.Actor, insured) is null,
            };
        }
    }

    private async Task<IReadOnlyList<ClaimRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<Claim> claims, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var policyIds = claims.Select(claim => claim.PolicyId).Distinct().ToList();
        var faultIds = claims.Select(claim => claim.FaultId).OfType<FaultId>().Distinct().ToList();
        var places = await PlaceLookup.PlacesAsync(db, claims.Select(claim => claim.AssetId), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, claims.Select(claim => (OrganisationId?)claim.InsurerId), [], cancellationToken).ConfigureAwait(false);
        var policies = await db.Policies.Where(policy => policyIds.Contains(policy.Id)).Select(policy => new { policy.Id, policy.Number })
            .ToDictionaryAsync(policy => policy.Id, policy => policy.Number, cancellationToken).ConfigureAwait(false);
        var faults = await db.Faults.Where(fault => faultIds.Contains(fault.Id)).Select(fault => new { fault.Id, fault.Number })
            .ToDictionaryAsync(fault => fault.Id, fault => fault.Number, cancellationToken).ConfigureAwait(false);
        return [.. claims.Select(claim => new ClaimRow
        {
            Id = claim.Id,
            Number = claim.Number,
            State = claim.State,
            Cover = claim.Cover,
            Place = places[claim.AssetId],
            PolicyNumber = policies[claim.PolicyId],
            Insurer = parties.Organisation(claim.InsurerId),
            FaultId = claim.FaultId,
            FaultNumber = claim.FaultId is { } faultId ? faults.GetValueOrDefault(faultId) : null,
            LossAt = claim.LossAt,
            LossEndedAt = claim.LossEndedAt,
            Trigger = claim.Trigger,
            LossStep = claim.LossStep,
            ProvenDuration = claim.ProvenDuration,
            Persons = claim.Persons,
            PerPerson = claim.PerPerson,
            LossAmount = claim.LossAmount,
            PayableAmount = claim.PayableAmount,
            AgreedAmount = claim.AgreedAmount,
            StateSince = claim.StateSince,
            DueBy = claim.DueBy,
            Turn = ClaimDeadlines.Of(claim.State, claim.StateSince, claim.NotifyBy, claim.AgreedAt)?.Side,
            PaidAt = claim.PaidAt,
            NotifyBy = claim.NotifyBy,
            NotifyOverdue = claim.State is ClaimState.Candidate or ClaimState.Checked && claim.NotifyBy < now,
        })];
    }
}
