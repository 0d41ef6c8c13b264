using Facilities.Dashboard.Telemetry;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Pages.Charts;

/// <summary>A line that the page shows.</summary>
/// <param name="Address">As in the page's address.</param>
/// <param name="Asset">Whose.</param>
/// <param name="Point">Which point.</param>
/// <param name="Limits">Limits in force that belong on its axis.</param>
/// <param name="Chart">What was read.</param>
/// <param name="Before">The same a week earlier; null: not compared.</param>
internal sealed record ChartLineRow(ChartPoint Address, AssetDetail Asset, TemplatePoint Point, IReadOnlyList<RuleRow> Limits, PointChart Chart, PointChart? Before);
