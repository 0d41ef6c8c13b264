using Facilities.Dashboard.Telemetry;
using Facilities.Dashboard.Tests.Api;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Telemetry;

[Collection(ApiCollection.Name)]
public sealed class PointCharts_Tests(ApiHost host)
{
    private const long Minute = 60_000;
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_gap_breaks_the_line_and_is_hatched()
    {
        var point = Point("booster-pump", "bearing_temp_c");
        var asset = new AssetId(900_001);
        // Reports every minute for two hours, is silent for one, reports again.
        await WriteAsync(asset, point, Enumerable.Range(0, 120).Concat(Enumerable.Range(180, 60)));

        var chart = await Charts(new NothingLearned()).BuildAsync(new PointChartRequest(asset, "booster-pump", point, From, From.AddHours(4)), default);

        var gap = chart.Spec.Gaps.ShouldHaveSingleItem();
        ((gap.To - gap.From) / Minute).ShouldBeInRange(58, 62);
        chart.Spec.Series[0].Points.Count(value => value[1] is null).ShouldBe(1);
        chart.Coverage.ShouldBe(0.75, 0.02);
        chart.Learned.ShouldBeNull();
        chart.Spec.Learned.ShouldBeNull();
    }

    [Fact]
    public async Task Every_gap_breaks_the_line_however_many_there_are_and_the_longest_are_hatched()
    {
        var point = Point("booster-pump", "bearing_temp_c");
        var asset = new AssetId(900_002);
        // An hour: ten minutes of reports, then silence; a hundred times.
        await WriteAsync(asset, point, Enumerable.Range(0, 100).SelectMany(hour => Enumerable.Range(hour * 60, 10)));

        var chart = await Charts(new NothingLearned()).BuildAsync(new PointChartRequest(asset, "booster-pump", point, From, From.AddHours(100)) { MostPoints = 1000 }, default);

        chart.Spec.Series[0].Points.Count(value => value[1] is null).ShouldBeGreaterThanOrEqualTo(99);
        chart.Spec.Gaps.Count.ShouldBe(60);
    }

    [Fact]
    public async Task What_was_learned_and_what_is_normal_for_the_type_are_two_bands()
    {
        var point = Point("booster-pump", "freq_hz");
        var asset = new AssetId(900_003);
        await WriteAsync(asset, point, Enumerable.Range(0, 60));
        var learned = new LearnedRange("signals", 36.5, 0.5, 4000);

        var chart = await Charts(new Learned(asset, point.Definition.No, learned)).BuildAsync(new PointChartRequest(asset, "booster-pump", point, From, From.AddHours(1)), default);

        chart.Learned.ShouldBe(learned);
        chart.Spec.Learned.ShouldBe(new(35, 38));
        chart.Spec.Normal.ShouldBe(new(point.NormalMin!.Value, point.NormalMax!.Value));
        // Both ends of the learned range are on the axis.
        chart.Spec.Low!.Value.ShouldBeLessThan(35);
        chart.Spec.High!.Value.ShouldBeGreaterThan(38);
    }

    [Fact]
    public void Only_limits_that_the_value_itself_is_compared_with_stand_on_its_axis()
    {
        var template = Template("booster-pump");
        var rules = template.Rules.Select(rule => new RuleRow(
            rule.Key, rule.Name, rule.Mode, rule.Limit?.Unit ?? "", rule.Limit?.Value, null, TimeSpan.Zero, rule.Origin, rule.Origin, rule.OriginSource, true, null));

        var limits = PointLimits.On(template, Point("booster-pump", "vib_mm_s"), rules);

        // Not the ratio to its own past, which has no unit.
        limits.Select(rule => rule.Key).ShouldBe(["vib-zone-c", "vib-zone-d"]);
    }

    private PointCharts Charts(IFreshnessView detectors) => ActivatorUtilities.CreateInstance<PointCharts>(host.Services, detectors);

    private AssetTemplate Template(string type) => host.Get<AssetTemplateCatalog>().TryGet(type, out var template) ? template : throw new InvalidOperationException(type);

    private TemplatePoint Point(string type, string key) => Template(type).Point(key)!;

    private async Task WriteAsync(AssetId asset, TemplatePoint point, IEnumerable<int> minutes)
    {
        var batch = new ReadingBatch();
        foreach (var minute in minutes)
        {
            var at = From.ToUnixTimeMilliseconds() + (minute * Minute);
            batch.Add(new SourceId(asset.Value), at, at, ReadingFlags.None, [new PointValue(point.Definition.No, 36 + (minute % 2))]);
        }

        await host.Get<ITimeSeriesStore>().WriteAsync(batch, JournalPosition.Start);
    }

    private sealed class NothingLearned : IFreshnessView
    {
        public int Count => 0;

        public SourceFreshness? Get(SourceId source, long nowUnixMs) => null;

        public FreshnessState StateOf(SourceId source, long nowUnixMs) => FreshnessState.Never;

        LearnedRange? IFreshnessView.Learned(SourceId source, ushort point) => null;
    }

    private sealed class Learned(AssetId asset, ushort no, LearnedRange range) : IFreshnessView
    {
        public int Count => 1;

        public SourceFreshness? Get(SourceId source, long nowUnixMs) => null;

        public FreshnessState StateOf(SourceId source, long nowUnixMs) => FreshnessState.Never;

        LearnedRange? IFreshnessView.Learned(SourceId source, ushort point) => source.Value == asset.Value && point == no ? range : null;
    }
}
