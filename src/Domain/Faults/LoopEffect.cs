namespace Facilities.Domain.Faults;

/// <summary>
/// What the loop achieved over a stretch of time, measured from ended faults. Spans are medians unless they say otherwise: one forgotten fault must
/// not hide nine good ones. Null means that there was nothing to measure, never zero.
/// </summary>
/// <param name="Faults">Ended faults: closed and rejected; merged ones are counted with what they were merged into.</param>
/// <param name="ToAcknowledge">From the start of the answer clock.</param>
/// <param name="ToArrive">From the start of the answer clock.</param>
/// <param name="ToFix">From the first detection, holds left out.</param>
/// <param name="MeanToRepair">MTTR (EN 13306): mean from the first detection to the last repair, holds included, of closed faults.</param>
/// <param name="MeanBetweenFailures">MTBF (EN 13306): asset time in the stretch ÷ closed P1 and P2; null without a failure.</param>
/// <param name="OnTimeShare">Closed faults without a passed limit, 0–1.</param>
/// <param name="RepeatShare">Closed faults that came back at least once, 0–1.</param>
/// <param name="FalseAlarmShare">Faults found by a sensor that were rejected as false alarms, 0–1.</param>
/// <param name="Predictions">Closed faults of a mode that announces a failure, found by a sensor.</param>
/// <param name="PreventedShare">Of these, those that were fixed before a P1 or P2 of the asset began, 0–1.</param>
/// <param name="PredictionLead">From prediction to that P1 or P2, of those that were not.</param>
/// <param name="Answers">What reporters answered when they were asked whether it is solved.</param>
/// <param name="MeanStars">Mean of their stars, 1–5.</param>
/// <param name="SolvedShare">Answers that said "solved", 0–1.</param>
public sealed record LoopEffect(
    int Faults, TimeSpan? ToAcknowledge, TimeSpan? ToArrive, TimeSpan? ToFix, TimeSpan? MeanToRepair, TimeSpan? MeanBetweenFailures, double? OnTimeShare, double? RepeatShare,
    double? FalseAlarmShare, int Predictions, double? PreventedShare, TimeSpan? PredictionLead, int Answers, double? MeanStars, double? SolvedShare)
{
    /// <param name="faults">Ended in the stretch.</param>
    /// <param name="assetTime">Sum over the assets in service of the stretch.</param>
    public static LoopEffect Of(IReadOnlyCollection<EndedFault> faults, TimeSpan assetTime)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var closed = faults.Where(fault => fault.State == FaultState.Closed).ToList();
        var repaired = closed.Where(fault => fault.FixedAt is not null).ToList();
        var failures = closed.Count(fault => fault.Severity <= Severity.P2);
        var sensed = faults.Where(fault => fault.Source == FaultSource.Sensor).ToList();
        var predicted = closed.Where(fault => fault is { Predicted: true, Source: FaultSource.Sensor }).ToList();
        var answers = faults.SelectMany(fault => fault.Answers).ToList();
        return new LoopEffect(
            faults.Count,
            Median(faults.Select(fault => fault.AcknowledgedAt - fault.AnswerFrom)),
            Median(faults.Select(fault => fault.ArrivedAt - fault.AnswerFrom)),
            Median(repaired.Select(fault => fault.FixedAt - fault.DetectedAt - fault.HeldFor)),
            repaired.Count == 0 ? null : TimeSpan.FromTicks((long)repaired.Average(fault => (fault.FixedAt!.Value - fault.DetectedAt).Ticks)),
            failures == 0 ? null : assetTime / failures,
            Share(closed, fault => fault.OnTime),
            Share(closed, fault => fault.Reopened > 0),
            Share(sensed, fault => fault.FalseAlarm),
            predicted.Count,
            Share(predicted, fault => fault.WorseAt is null),
            Median(predicted.Select(fault => fault.WorseAt - fault.DetectedAt)),
            answers.Count,
            answers.Count == 0 ? null : answers.Average(answer => answer.Stars),
            Share(answers, answer => answer.Solved));
    }

    private static double? Share<T>(List<T> of, Func<T, bool> which) => of.Count == 0 ? null : (double)of.Count(which) / of.Count;

    private static TimeSpan? Median(IEnumerable<TimeSpan?> spans)
    {
        // A phone's clock may put an acknowledgement a moment before its message; that is at once, not before.
        var sorted = spans.OfType<TimeSpan>().Select(span => span < TimeSpan.Zero ? TimeSpan.Zero : span).Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
