namespace Facilities.Domain.Faults;

/// <summary>A storm: more than <see cref="NewFaults"/> new faults in a community within <see cref="Window"/> (domain sheet §5). People get one summary instead of each; a P1 is always told alone.</summary>
public static class StormPolicy
{
    public const int NewFaults = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <param name="severity">Of the new fault.</param>
    /// <param name="newFaults">New faults of the community in the window, this one included, folded ones not.</param>
    public static bool Joins(Severity severity, int newFaults) => FaultIntake.MayFold(severity) && newFaults > NewFaults;
}
