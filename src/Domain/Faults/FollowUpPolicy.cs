namespace Facilities.Domain.Faults;

/// <summary>What follows when the reporter was asked (or there is none to ask). A pure function.</summary>
public static class FollowUpPolicy
{
    /// <summary>How long a reporter may stay silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(72);

    /// <summary>Stars at or below which the fault comes back.</summary>
    public const int UnsatisfiedStars = 2;

    /// <param name="source">Who found it.</param>
    /// <param name="severity">P1 and P2 reporters are phoned.</param>
    /// <param name="hasReporter">A person waits for an answer.</param>
    /// <param name="openedByRegulator">Only a regulator closes it, so silence never does.</param>
    /// <param name="since">When follow-up began.</param>
    public static FollowUpStep Next(FaultSource source, Severity severity, bool hasReporter, bool openedByRegulator, DateTimeOffset since, DateTimeOffset now)
    {
        if (openedByRegulator || now - since < Silence) return FollowUpStep.Wait;
        if (hasReporter && (severity <= Severity.P2 || source == FaultSource.Hotline)) return FollowUpStep.Phone;
        return source == FaultSource.Sensor ? FollowUpStep.AutoClose : FollowUpStep.Phone;
    }

    public static bool IsUnsatisfied(int stars, bool solved) => !solved || stars <= UnsatisfiedStars;
}
