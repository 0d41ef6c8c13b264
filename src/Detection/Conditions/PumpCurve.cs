using System.Globalization;

namespace Facilities.Detection;

/// <summary>
/// The head a pump makes against its own learned curve at the present speed and flow. By the affinity laws all working points of one pump lie on
/// one line:
/// <code>
///   head / s² = A − B·(flow / s)²      s = speed / 50 Hz, head = discharge − inlet
/// </code>
/// A and B are fitted by exponentially weighted least squares over <see cref="Over"/> of time; what is compared is the mean, over twenty
/// samples of the flow, of head divided by what the line gives. Unknown until <see cref="WarmUpSamples"/>; the line stands still while the
/// condition is true.
/// </summary>
/// <param name="Discharge">Pressure behind the pump.</param>
/// <param name="Inlet">Pressure before it, in the same unit.</param>
/// <param name="Speed">Frequency in Hz.</param>
/// <param name="Flow">Any unit; each of its samples is a working point.</param>
public sealed record PumpCurve(string Discharge, string Inlet, string Speed, string Flow, TimeSpan Over, Comparison Comparison, double Limit) : Condition
{
    public int WarmUpSamples { get; init; } = 300;

    /// <summary>Ratio at which it becomes false again; without one, half way back to 1.</summary>
    public double? Clear { get; init; }

    internal override string Canonical() => string.Create(CultureInfo.InvariantCulture,
        $"curve {Discharge}-{Inlet} at {Speed} {Flow} over {Over.Ticks} warm {WarmUpSamples} {Comparison} {Limit:R} clear {Clear:R}");
}
