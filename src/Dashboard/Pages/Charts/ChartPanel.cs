using Facilities.Dashboard.Components.Charts;

namespace Facilities.Dashboard.Pages.Charts;

/// <summary>Lines of one unit on one axis; panels stand below each other on the same time.</summary>
/// <param name="Key">The unit, or the point where it has none.</param>
/// <param name="Unit">As printed.</param>
/// <param name="Spec">What is drawn.</param>
/// <param name="Lines">What stands on it.</param>
internal sealed record ChartPanel(string Key, string Unit, ChartSpec Spec, IReadOnlyList<ChartLineRow> Lines);
