using Facilities.Domain.Faults;
using Facilities.Operations.Escalation;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Keeps a fault's timers in step with the fault, in the transaction that changed it.</summary>
internal static class FaultTimers
{
    public static async Task SyncAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken)
    {
        var stored = await db.FaultTimers.Where(timer => timer.FaultId == fault.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var wanted = Wanted(fault).ToDictionary(timer => timer.Kind, timer => timer.DueAt);
        if (await Escalations.NextAsync(db, fault, cancellationToken).ConfigureAwait(false) is { } step) wanted.Add(FaultTimerKind.Escalate, step);
        foreach (var timer in stored)
        {
            if (!wanted.Remove(timer.Kind, out var dueAt))
            {
                db.FaultTimers.Remove(timer);
            }
            else if (timer.DueAt != dueAt)
            {
                // Another instant is another timer: what fired for the old one says nothing about the new one.
                timer.DueAt = dueAt;
                timer.FiredAt = null;
            }
        }

        foreach (var (kind, dueAt) in wanted) db.FaultTimers.Add(new FaultTimer { FaultId = fault.Id, Kind = kind, DueAt = dueAt });
    }

    private static IEnumerable<(FaultTimerKind Kind, DateTimeOffset DueAt)> Wanted(Fault fault)
    {
        if (!fault.IsOpen) yield break;
        var round = fault.CurrentRound;
        if (round.FixedAt is null)
        {
            if (round.AcknowledgedAt is null) yield return (FaultTimerKind.Acknowledge, fault.AcknowledgeBy);
            if (round.ArrivedAt is null && fault.ArriveBy is { } arrive) yield return (FaultTimerKind.Arrive, arrive);
            if (round.SafeAt is null && fault.SafeBy is { } safe) yield return (FaultTimerKind.Safe, safe);
            yield return (FaultTimerKind.Fix, fault.FixBy);
        }

        if (fault.State == FaultState.Soaking && !fault.SoakNeedsPerson && fault.SoakUntil is { } soak) yield return (FaultTimerKind.Soak, soak);
        if (fault.State == FaultState.FollowUp && fault.OpenParts == 0 && fault.FollowUpSince is { } since) yield return (FaultTimerKind.FollowUp, since + FollowUpPolicy.Silence);
        if (fault.Parts.Min(part => part.NextStepAt) is { } part) yield return (FaultTimerKind.Part, part);
        if (fault.Holds.FirstOrDefault(hold => hold.IsRunning) is { } running) yield return (FaultTimerKind.Hold, running.Until);
    }
}
