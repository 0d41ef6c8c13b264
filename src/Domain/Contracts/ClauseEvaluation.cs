using Facilities.Domain.Inspections;

namespace Facilities.Domain.Contracts;

/// <summary>Delivered against contracted: what still has time counts on neither side, what was excused is not asked for.</summary>
public static class ClauseEvaluation
{
    /// <param name="visits">Of the quarter.</param>
    /// <param name="calls">Given to the firm in the quarter.</param>
    /// <param name="now">What isn't done and whose limit lies before it has failed.</param>
    public static ClausePerformance Evaluate(ContractClause clause, IReadOnlyList<ContractVisit> visits, IReadOnlyList<ContractCall> calls, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(clause);
        ArgumentNullException.ThrowIfNull(visits);
        ArgumentNullException.ThrowIfNull(calls);
        var judged = ContractClause.IsTimed(clause.Kind)
            ? calls.Select(call => (call.Id.Value, Outcome: Of(clause, call, now)))
            : visits.Select(visit => (visit.Id.Value, Outcome: Of(clause.Kind, visit)));
        var by = judged.ToLookup(item => item.Outcome, item => item.Value);
        return new ClausePerformance(clause, [.. by[Outcome.Delivered]], [.. by[Outcome.Failed]], [.. by[Outcome.Unknown]]);
    }

    private static Outcome Of(ClauseKind kind, ContractVisit visit)
    {
        var done = visit.State is InspectionState.Done or InspectionState.DoneLate;
        if (kind == ClauseKind.VisitsProven)
        {
            if (!done || !visit.ByFirm) return Outcome.NotAsked;
            return visit.Verdict switch
            {
                null => Outcome.NotAsked,
                ProofVerdict.Proven => Outcome.Delivered,
                ProofVerdict.NoData => Outcome.Unknown,
                _ => Outcome.Failed,
            };
        }

        if (!done && visit.State is not (InspectionState.Missed or InspectionState.Overdue)) return Outcome.NotAsked;
        var asked = done && (kind == ClauseKind.VisitsDone || visit.State == InspectionState.Done);
        return asked && visit.ByFirm ? Outcome.Delivered : Outcome.Failed;
    }

    private static Outcome Of(ContractClause clause, ContractCall call, DateTimeOffset now)
    {
        if (clause.Kind == ClauseKind.Arrive && !call.AsksArrival) return Outcome.NotAsked;
        var until = call.GivenAt + clause.Limit!.Value + (clause.Kind == ClauseKind.Fix ? call.Held : TimeSpan.Zero);
        var at = clause.Kind switch
        {
            ClauseKind.Acknowledge => call.AcknowledgedAt,
            ClauseKind.Arrive => call.ArrivedAt,
            _ => call.FixedAt,
        };
        return at is { } when ? when <= until ? Outcome.Delivered : Outcome.Failed
            : now <= until ? Outcome.NotAsked : Outcome.Failed;
    }

    private enum Outcome
    {
        NotAsked,
        Delivered,
        Failed,
        Unknown,
    }
}
