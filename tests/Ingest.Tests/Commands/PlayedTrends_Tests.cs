using Facilities.Detection;
using Facilities.Ingest.Commands.Evaluation.Injected;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Commands;

/// <summary>A smoke detector whose battery runs down: what the look for trends says of it on a day knows nothing of the days after.</summary>
public sealed class PlayedTrends_Tests
{
    private const int Days = 160;
    private const int Known = 120;

    private static readonly AssetTemplate Template = AssetTemplateCatalog.Load()["smoke-detector"];
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Trends_do_not_look_ahead()
    {
        var whole = Judge(Days, day => 100 - (0.6 * day));
        var known = whole.Where(IsKnown).ToList();

        known.ShouldContain(finding => finding.RuleKey.StartsWith("trend:", StringComparison.Ordinal) && finding.Kind == FindingKind.Raised);
        Judge(Known, day => 100 - (0.6 * day)).Where(IsKnown).Select(Text).ShouldBe(known.Select(Text));
        Judge(Days, day => day < Known ? 100 - (0.6 * day) : 100).Where(IsKnown).Select(Text).ShouldBe(known.Select(Text));
    }

    private static bool IsKnown(Finding finding) => finding.DetectedUnixMs < Ms(Known);

    private static string Text(Finding finding) => (finding with { Evidence = [] }).ToString();

    private static long Ms(double day) => Start.AddDays(day).ToUnixTimeMilliseconds();

    private static FindingList Judge(int days, Func<double, double> battery)
    {
        var (found, random) = (new FindingList(), new Random(3));
        var trends = new PlayedTrends(new SourceId(1), Template, new AssetOverrides());
        var no = Template.PointTable["battery_pct"].No;
        for (var half = 0; half < 2 * days; half++)
        {
            var day = half / 2.0;
            PointValue[] values = [new(no, battery(day) + (0.2 * random.NextDouble()))];
            trends.Observe(new Reading { Source = new SourceId(1), EventTimeUnixMs = Ms(day), ReceiveTimeUnixMs = Ms(day), Values = values }, found);
        }

        return found;
    }
}
