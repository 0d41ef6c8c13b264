using Facilities.Operations.Explanations;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Crew;

/// <summary>Why a fault is believed, as short as a phone needs it.</summary>
/// <param name="Signals">What was judged; of a learned baseline the strongest that moved, of several states at once each. At most five.</param>
/// <param name="LooksLike">For a learned baseline the mode that it looks most like; null when nothing known does, or the rule names one.</param>
/// <param name="Signs">How many signs that mode has.</param>
/// <param name="AsSaid">How many of them went as it says.</param>
public sealed record CrewReason(IReadOnlyList<ExplainedSignal> Signals, LocalizedName? LooksLike, int Signs, int AsSaid)
{
    private const int MostSignals = 5;

    internal static CrewReason Of(FindingExplanation explanation)
    {
        var looks = explanation.Resembled.Count > 0 ? explanation.Resembled[0] : null;
        var isComposite = explanation.Signals is [{ Measure: SignalMeasure.State }, _, ..];
        return new CrewReason(
            [.. explanation.Signals.Where(signal => isComposite || (signal.Measure != SignalMeasure.Context && (signal.Since is not null || signal.Moves is not null))).Take(MostSignals)],
            looks?.Name, looks?.Signs.Count ?? 0, looks?.AsSaid ?? 0);
    }
}
