namespace Facilities.Domain.Faults;

/// <summary>Flapping: at least <see cref="Changes"/> changes within <see cref="Window"/> make a fault "unstable" (domain sheet §5). A P1 is never called so.</summary>
public static class FlappingPolicy
{
    public const int Changes = 4;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    /// <param name="severity">Of the fault.</param>
    /// <param name="changes">How often its rules began or ended within the window before the newest change, that one included; event time.</param>
    public static bool IsUnstable(Severity severity, int changes) => FaultIntake.MayFold(severity) && changes >= Changes;
}
