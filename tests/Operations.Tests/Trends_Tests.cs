using Facilities.Detection;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Faults;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests;

/// <summary>Findings about limits that are not reached yet, at their borders.</summary>
public sealed class Trends_Tests
{
    private const int Last = 20_000;
    private const long DayMs = 86_400_000;
    private const long Now = (Last + 1) * DayMs;

    private static readonly SourceId Source = new(1);
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();

    [Fact]
    public void A_battery_that_empties_is_told_of_with_its_days_and_interval()
    {
        var random = new Random(2);
        var finding = Judge(Battery, Days(40, day => 70 - day + (0.4 * random.NextDouble()))).ShouldNotBeNull();

        (finding.RuleKey, finding.ModeKey, finding.Kind, finding.Signal!.Value.Key).ShouldBe(("trend:battery-low", "battery-low", FindingKind.Raised, "battery_pct"));
        (finding.Limit, finding.DeviationUnit, finding.OnsetUnixMs).ShouldBe((20, DeviationUnit.DaysToLimit, Now));
        finding.Deviation.ShouldBe(Left(finding), 1.5);
        var line = finding.Evidence.ShouldHaveSingleItem();
        line.Earliest!.Value.ShouldBeLessThanOrEqualTo(finding.Deviation);
        line.Latest!.Value.ShouldBeGreaterThanOrEqualTo(finding.Deviation);
        finding.SinceUnixMs.ShouldBeLessThan(finding.OnsetUnixMs);

        static double Left(Finding finding) => (finding.Value!.Value - 20) / 1.0;
    }

    [Fact]
    public void One_that_fills_or_holds_or_only_flickers_is_not()
    {
        var random = new Random(2);
        Judge(Battery, Days(112, day => 30 + (0.2 * day))).ShouldBeNull();
        Judge(Battery, Days(112, _ => 24)).ShouldBeNull();
        Judge(Battery, Days(112, _ => 24 + random.NextDouble())).ShouldBeNull();
    }

    [Fact]
    public void What_has_reached_its_limit_is_the_rules_and_no_trend() => Judge(Battery, Days(40, day => 19.9 + (0.5 * (40 - day)))).ShouldBeNull();

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Ten_days_are_the_least(int days, bool found) => (Judge(Battery, Days(days, day => 40 - day)) is not null).ShouldBe(found);

    [Fact]
    public void It_stands_with_the_same_onset_until_the_battery_is_changed()
    {
        var falling = Days(40, day => 70 - day);
        var still = Judge(Battery, falling, standing: 77).ShouldNotBeNull();
        (still.Kind, still.OnsetUnixMs).ShouldBe((FindingKind.Updated, 77));

        var over = Judge(Battery, [.. falling.SkipLast(1), new DailyValue(Last, 88)], standing: 77).ShouldNotBeNull();

        (over.Kind, over.OnsetUnixMs, over.ClearedUnixMs, over.Stands).ShouldBe((FindingKind.Cleared, 77, Now, false));
    }

    [Fact]
    public void A_limit_that_is_reached_meanwhile_is_no_end() => Judge(Battery, Days(40, day => 59 - day), standing: 77).ShouldBeNull();

    [Fact]
    public void Nothing_is_said_of_a_battery_that_is_no_longer_heard() => Judge(Battery, Days(40, day => 70 - day)[..^4]).ShouldBeNull();

    [Fact]
    public void A_leak_of_hours_is_seen_in_hours()
    {
        var leak = Limit("fire-pump", "jockey-starts");
        leak.Definition.Trend.ShouldBe([TimeSpan.FromHours(1), TimeSpan.FromDays(1)]);
        var hours = new TrendStep(TimeSpan.FromHours(1), Last, Now, Days(28, hour => hour < 16 ? 1 + (hour % 2) : 1.5 + (0.8 * (hour - 15))));

        var finding = TrendJudge.Judge(Source, leak, [hours, new TrendStep(TimeSpan.FromDays(1), Last, Now, Days(3, _ => 2))], null, Now).ShouldNotBeNull();

        finding.Deviation.ShouldBeInRange(0.1, 1, "days, though it was seen in hours");
    }

    /// <summary>What follows load, hour or season is not carried on to an alarm.</summary>
    [Fact]
    public void Only_what_the_template_says_has_trends() =>
        Templates.All.SelectMany(template => ForecastLimit.Of(template, null).Where(limit => limit.Definition.Trend.Count > 0).Select(limit => $"{template.Type}/{limit.Rule.Key}")).Order()
            .ShouldBe(["booster-pump/starts", "emergency-light/battery-low", "fire-pump/diesel-battery", "fire-pump/fuel-low", "fire-pump/jockey-starts", "smoke-detector/battery-low", "smoke-detector/contaminated"]);

    [Fact]
    public async Task The_scan_opens_a_fault_once_tells_it_again_only_when_it_matters_and_ends_it_after_the_repair()
    {
        await using var site = await TestSite.StartAsync();
        var scan = site.Get<TrendScan>();
        Fill(site, -20, 0, day => 2 + (0.5 * (day + 20)));

        (await scan.RunAsync(default)).ShouldBeGreaterThan(0);
        (await scan.RunAsync(default)).ShouldBe(0, "nothing is over since");

        var finding = (await FindingsAsync(site)).ShouldHaveSingleItem();
        (finding.RuleKey, finding.Family, finding.DeviationUnit).ShouldBe(("trend:jockey-starts", "leak", "DaysToLimit"));
        finding.Evidence.ShouldHaveSingleItem().Earliest.ShouldNotBeNull();
        finding.FaultId.ShouldNotBeNull();

        // Mended: the next day's starts are those of a tight network.
        site.Time.Advance(TimeSpan.FromDays(1));
        Fill(site, 0, 1, _ => 1.5);
        await scan.RunAsync(default);

        finding = (await FindingsAsync(site)).ShouldHaveSingleItem();
        finding.ClearedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Out_of_time_it_goes_on_at_the_next_firing_where_it_stopped_and_once_an_hour_is_enough()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, -20, 0, day => 2 + (0.5 * (day + 20)));
        await site.AddAssetsAsync("fire-pump", 2);

        (await site.Get<TrendScan>().RunAsync(TimeSpan.Zero, default)).ShouldBe(1, "no time for another");
        var restarted = ActivatorUtilities.CreateInstance<TrendScan>(site.Get<IServiceProvider>());
        (await restarted.RunAsync(TimeSpan.Zero, default)).ShouldBe(1);
        (await restarted.RunAsync(TimeSpan.FromMinutes(1), default)).ShouldBe(1);
        (await restarted.RunAsync(TimeSpan.FromMinutes(1), default)).ShouldBe(0, "the hour's round is through");

        (await FindingsAsync(site)).ShouldHaveSingleItem();
        site.Time.Advance(TimeSpan.FromHours(1));
        (await restarted.RunAsync(TimeSpan.FromMinutes(1), default)).ShouldBe(3);
    }

    [Fact]
    public async Task Another_process_or_a_restart_says_nothing_twice()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, -20, 0, day => 2 + (0.5 * (day + 20)));

        await site.Get<TrendScan>().RunAsync(default);
        await ActivatorUtilities.CreateInstance<TrendScan>(site.Get<IServiceProvider>()).RunAsync(default);

        (await FindingsAsync(site)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_takes_its_trend_along()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, -20, 0, day => 2 + (0.5 * (day + 20)));
        await site.Get<TrendScan>().RunAsync(default);
        await site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.FirePump, "jockey-starts", "enabled", 0, "new jockey pump", default);

        await site.Get<TrendScan>().RunAsync(default);

        (await FindingsAsync(site)).ShouldHaveSingleItem().ClearedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_counts_as_looked_at()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, -20, 0, day => 2 + (0.5 * (day + 20)));
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens.");
        await Should.ThrowAsync<StoreUnavailableException>(() => site.Get<TrendScan>().RunAsync(default));
        site.Store.Away = null;

        await site.Get<TrendScan>().RunAsync(default);

        (await FindingsAsync(site)).ShouldHaveSingleItem();
    }

    /// <summary>The jockey pump's starts, hour by hour, over days of the site from today's on.</summary>
    private static void Fill(TestSite site, int fromDay, int untilDay, Func<double, double> value)
    {
        var no = Templates["fire-pump"].Point("jockey_starts_h")!.Definition.No;
        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));
        for (var hour = fromDay * 24; hour < untilDay * 24; hour++)
            site.Series.Add(site.FirePump.Value, no, midnight.AddHours(hour).ToUnixTimeMilliseconds(), value(hour / 24d));
    }

    private static Task<List<StoredFinding>> FindingsAsync(TestSite site) => site.ReadAsync(db => db.Findings.Where(finding => finding.AssetId == site.FirePump).ToListAsync());

    /// <summary>A pump that sleeps by day and starts five times an hour at night has no trend, however the night begins.</summary>
    [Fact]
    public void A_night_is_no_trend_of_hours()
    {
        var starts = Limit("booster-pump", "starts");
        for (var phase = 0; phase < 24; phase++)
        {
            var hours = new TrendStep(TimeSpan.FromHours(1), Last, Now, Days(112, hour => (hour + phase) % 24 < 8 ? 4 + ((hour + phase) % 2) : 0));
            TrendJudge.Judge(Source, starts, [hours], null, Now).ShouldBeNull($"phase {phase}");
        }
    }

    private static ForecastLimit Battery => Limit("smoke-detector", "battery-low");

    private static ForecastLimit Limit(string type, string rule) => ForecastLimit.Of(Templates[type], null).Single(limit => limit.Rule.Key == rule);

    private static Finding? Judge(ForecastLimit limit, IReadOnlyList<DailyValue> days, long? standing = null) =>
        TrendJudge.Judge(Source, limit, [new TrendStep(TimeSpan.FromDays(1), Last, Now, days)], standing, Now);

    /// <summary>The last so many days, numbered from 1.</summary>
    private static DailyValue[] Days(int count, Func<int, double> value) => [.. Enumerable.Range(1, count).Select(day => new DailyValue(Last - count + day, value(day)))];
}
