using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Explanations;

/// <summary>A fault mode beside what was seen.</summary>
/// <param name="Key">Key of the mode.</param>
/// <param name="Name">Its name.</param>
/// <param name="Family">Its family.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="LeadMin">Shortest usual warning time; null: none.</param>
/// <param name="LeadMax">Longest usual warning time.</param>
/// <param name="Advice">What to do.</param>
/// <param name="AsSaid">Of its signs, how many went as the mode says.</param>
/// <param name="Signs">All its signs with what was seen; empty where a rule alone can tell.</param>
public sealed record ExplainedMode(
    string Key, LocalizedName Name, string Family, Severity Severity, TimeSpan? LeadMin, TimeSpan? LeadMax, LocalizedName Advice, int AsSaid, IReadOnlyList<ExplainedSign> Signs)
{
    internal static ExplainedMode Of(AssetTemplate template, FaultMode mode, ModeResemblance look) => new(
        mode.Key, mode.Name, mode.Family, (Severity)mode.Severity, mode.LeadMin, mode.LeadMax, mode.Advice, look.AsSaid,
        [.. look.Signs.Select(sign => new ExplainedSign(sign.Sign.Point, template.Point(sign.Sign.Point)!.Name, sign.Sign.Moves, sign.State))]);
}
