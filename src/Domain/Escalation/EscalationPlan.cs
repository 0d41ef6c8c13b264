using Facilities.Domain.Faults;

namespace Facilities.Domain.Escalation;

/// <summary>
/// The steps a fault's ladder still has to take, from its facts alone: what was taken stands in its history. Time since the alarm ends with the acknowledgement;
/// a share of a limit with what the limit asks for. A raised severity starts its ladder when it is raised: nobody can have answered before. Pure.
/// </summary>
public static class EscalationPlan
{
    /// <summary>Parameter of the history's lines that names the step taken.</summary>
    public const string KeyParameter = "key";

    private static readonly FaultLimits[] Limits = [FaultLimits.Acknowledge, FaultLimits.Arrive, FaultLimits.Safe, FaultLimits.Fix];

    /// <summary>By the instant they are due, steps of one instant in the ladder's order.</summary>
    public static IReadOnlyList<EscalationStep> Pending(Fault fault, EscalationLadder ladder, SiteRules site)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(ladder);
        ArgumentNullException.ThrowIfNull(site);
        if (!fault.IsOpen || fault.CurrentRound.FixedAt is not null) return [];
        return [.. Steps(fault, ladder, site, Taken(fault)).OrderBy(step => step.DueAt)];
    }

    private static IEnumerable<EscalationStep> Steps(Fault fault, EscalationLadder ladder, SiteRules site, HashSet<string> taken)
    {
        var round = fault.CurrentRound;
        var deadlines = fault.Deadlines(site);
        var clock = fault.Clock();
        var from = AlarmedAt(fault);
        foreach (var (place, rung) in ladder.Rungs.Index())
        {
            if (rung.After is { } after)
            {
                if (round.AcknowledgedAt is null && !IsTaken("")) yield return new EscalationStep(KeyOf(""), from + after, null, rung);
                continue;
            }

            foreach (var limit in Limits)
            {
                if (IsMet(round, limit) || IsTaken($"{limit}.") || deadlines.ShareUsedAt(limit, rung.Share ?? 1, clock, site) is not { } due) continue;
                yield return new EscalationStep(KeyOf($"{limit}."), due, limit, rung);
            }

            // Named by the rung itself, not by its place: a ladder that is changed in the middle neither loses a step nor takes one again.
            string KeyOf(string limit) => $"{fault.Severity}.{limit}{rung}";
            // An earlier build named steps by their place, and what it took stands in the history of faults that are still open.
            bool IsTaken(string limit) => taken.Contains(KeyOf(limit)) || taken.Contains($"{fault.Severity}.{limit}{place + 1}");
        }
    }

    private static bool IsMet(FaultRound round, FaultLimits limit) => limit switch
    {
        FaultLimits.Acknowledge => round.AcknowledgedAt is not null,
        FaultLimits.Arrive => round.ArrivedAt is not null,
        FaultLimits.Safe => round.SafeAt is not null,
        _ => round.FixedAt is not null,
    };

    /// <summary>The later of the round's alarm and the last change of severity in it.</summary>
    private static DateTimeOffset AlarmedAt(Fault fault)
    {
        var from = fault.CurrentRound.AnswerFrom;
        foreach (var line in OfRound(fault).Where(line => line.Action == FaultAction.ChangeSeverity))
        {
            if (line.ReceivedAt > from) from = line.ReceivedAt;
        }

        return from;
    }

    private static HashSet<string> Taken(Fault fault) =>
        [.. OfRound(fault).Where(line => line.Action == FaultAction.Escalate).Select(line => line.Reason.Parameters.GetValueOrDefault(KeyParameter)).OfType<string>()];

    private static IEnumerable<FaultEvent> OfRound(Fault fault)
    {
        var begin = fault.History.Where(line => line.Action is FaultAction.Open or FaultAction.Reopen).Select(line => line.Sequence).DefaultIfEmpty(0).Max();
        return fault.History.Where(line => line.Sequence > begin);
    }
}
