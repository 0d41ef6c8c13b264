using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Builds the rows of a list from faults loaded without their parts.</summary>
internal static class FaultRows
{
    public static async Task<IReadOnlyList<FaultRow>> BuildAsync(FacilitiesDb db, IReadOnlyList<Fault> faults, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (faults.Count == 0) return [];
        var ids = faults.Select(fault => fault.Id).ToList();
        var places = await PlaceLookup.PlacesAsync(db, faults.Select(fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(
            db, faults.Select(fault => fault.AssignedFirmId), faults.Select(fault => fault.AssignedUserId), cancellationToken).ConfigureAwait(false);
        var rounds = await db.Set<FaultRound>().AsNoTracking().Where(round => ids.Contains(round.FaultId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var newestRound = rounds.GroupBy(round => round.FaultId).ToDictionary(group => group.Key, group => group.MaxBy(round => round.Number)!);
        return [.. faults.Select(fault => Build(fault, newestRound[fault.Id], places[fault.AssetId], parties, now))];
    }

    private static FaultRow Build(Fault fault, FaultRound round, AssetPlace place, PartyLookup parties, DateTimeOffset now)
    {
        var next = NextLimit(fault);
        return new FaultRow
        {
            Id = fault.Id,
            Number = fault.Number,
            Severity = fault.Severity,
            State = fault.State,
            Family = fault.Family,
            ModeKey = fault.ModeKey,
            Title = fault.Title,
            Source = fault.Source,
            Place = place,
            IsOpen = fault.IsOpen,
            OnsetAt = fault.OnsetAt,
            DetectedAt = fault.DetectedAt,
            ClosedAt = fault.EndedAt,
            Finding = fault.Finding,
            RuleClear = fault.RuleClearedAt is not null,
            NextLimit = next,
            NextDueAt = fault.NextDueAt,
            NextFrom = next switch
            {
                null => null,
                FaultLimits.Fix => fault.DetectedAt,
                FaultLimits.Safe => round.DetectedAt,
                _ => round.AnswerFrom,
            },
            Overdue = fault.NextDueAt < now,
            Firm = parties.Organisation(fault.AssignedFirmId),
            Crew = parties.Person(fault.AssignedUserId),
            UnstableSince = fault.UnstableSince,
            EscalationLevel = fault.EscalationLevel,
            Reopened = fault.ReopenCount,
        };
    }

    private static FaultLimits? NextLimit(Fault fault) =>
        fault.NextDueAt is not { } due ? null
        : due == fault.AcknowledgeBy ? FaultLimits.Acknowledge
        : due == fault.ArriveBy ? FaultLimits.Arrive
        : due == fault.SafeBy ? FaultLimits.Safe
        : FaultLimits.Fix;
}
