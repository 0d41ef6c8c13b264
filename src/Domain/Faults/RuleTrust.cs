namespace Facilities.Domain.Faults;

/// <summary>
/// How far a detection rule is to be believed: what its author states, moved by what became of its findings. The stated share counts as much as ten judged cases
/// (a beta prior), so one false alarm of a new rule says little and thirty say nearly all.
/// </summary>
public static class RuleTrust
{
    /// <summary>Judged cases that the stated share is worth.</summary>
    private const double PriorCases = 10;

    /// <param name="stated">The detector's own confidence, 0 to 1.</param>
    /// <param name="real">Cases that were worked off.</param>
    /// <param name="falseAlarms">Cases that people rejected as false alarms.</param>
    /// <returns>0 to 1.</returns>
    public static double Of(double stated, int real, int falseAlarms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(real);
        ArgumentOutOfRangeException.ThrowIfNegative(falseAlarms);
        var share = double.IsNaN(stated) ? 0 : Math.Clamp(stated, 0, 1);
        return ((PriorCases * share) + real) / (PriorCases + real + falseAlarms);
    }
}
