using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Claims;

/// <summary>The moments of a loss, each with who or what says so.</summary>
internal static class ClaimTimeline
{
    public static IReadOnlyList<ClaimTimelineEntry> Of(Claim claim, Fault? fault, Entrapment? entrapment)
    {
        // The round of the same number: an entrapment is added with the opening and with each reopening.
        var round = fault?.Rounds.FirstOrDefault(item => item.Number == (entrapment?.Number ?? 1)) ?? fault?.CurrentRound;
        (string Code, DateTimeOffset? At, string? Source)[] moments =
        [
            entrapment is null ? ("began", claim.LossAt, fault?.RuleKey ?? "telemetry") : ("trapped", entrapment.TrappedAt, entrapment.TrappedSource),
            ("detected", round?.DetectedAt, "service"),
            ("confirmed", entrapment?.ConfirmedAt, entrapment?.ConfirmedSource),
            ("acknowledged", round?.AcknowledgedAt, "crew"),
            ("arrived", round?.ArrivedAt, "crew"),
            entrapment is null ? ("ended", claim.LossEndedAt, "telemetry") : ("released", entrapment.ReleasedAt, entrapment.ReleasedSource),
            ("persons", entrapment is null ? null : fault?.History.LastOrDefault(line => line.Action == FaultAction.RecordPersons)?.At, "crew"),
            ("fixed", round?.FixedAt, "crew"),
        ];
        return [.. moments.Where(moment => moment.At is not null).Select(moment => new ClaimTimelineEntry(moment.Code, moment.At!.Value, moment.Source ?? "")).OrderBy(entry => entry.At)];
    }
}
