namespace Facilities.Domain.Faults;

/// <summary>
/// One open fault per (asset, family): decides what a finding does, given the open fault of its asset and family and the one closed last.
/// The database's unique key on (asset, <see cref="Fault.OpenFamily"/>) holds the same rule against races: whoever loses it loads again and decides again.
/// </summary>
public static class FaultIntake
{
    /// <param name="open">The open fault of the same asset and family, or null.</param>
    /// <param name="lastClosed">The one of the same asset and family closed last, or null. Merged and rejected ones never come back.</param>
    public static IntakeStep Decide(IntakeFinding finding, Fault? open, Fault? lastClosed)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (open is not null)
        {
            if (open.CurrentRound.FixedAt is { } fixedAt && finding.OnsetAt > fixedAt) return IntakeStep.Reopen;
            return finding.Severity < open.Severity ? IntakeStep.JoinAndRaise : IntakeStep.Join;
        }

        // A trapping that is over still is a loss event; everything else that is over pages nobody.
        if (!finding.Stands && finding.Family != FaultFamilies.Entrapment) return IntakeStep.Summarise;
        if (lastClosed is { State: FaultState.Closed, CurrentRound.ClosedAt: { } closedAt } && ReopenPolicy.Applies(lastClosed.Severity, closedAt, finding.OnsetAt)) return IntakeStep.Reopen;
        return IntakeStep.Open;
    }

    /// <summary>Whether a fault may fold under a parent cause, be merged by the service, called unstable or put in a digest.</summary>
    public static bool MayFold(Severity severity) => severity != Severity.P1;

    /// <summary>Whether a finding deserves a page: one that is already over doesn't.</summary>
    public static bool MayPage(IntakeFinding finding) => finding.Stands;
}
