using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests;

/// <summary>Daily values of a lift's machine room and brake, carried on to the limits of its template.</summary>
public sealed class Forecasts_Tests
{
    private const int Days = 40;

    [Fact]
    public async Task A_point_that_moves_towards_its_limit_is_given_a_day_with_its_interval()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, "vib_z", day => 0.15 + 0.002 * day);

        var row = (await Of(site)).ShouldHaveSingleItem();

        (row.PointKey, row.Severity, row.Limit).ShouldBe(("vib_z", Severity.P3, 0.3));
        row.LastDay.ShouldBe(new DateOnly(2026, 3, 1));
        row.Since.ShouldBe(new DateOnly(2026, 1, 21), "only a window of 56 days sees far enough, and 40 of them have data");
        row.PerDay.ShouldBe(0.002, 1e-6);
        row.Days.ShouldBe((0.3 - (0.15 + 0.002 * 39)) / 0.002, 0.5);
        row.EarliestDays.ShouldBeLessThanOrEqualTo(row.Days);
        row.ReachedOn.ShouldBe(row.LastDay.AddDays(36));
    }

    /// <summary>A device whose clock runs ahead has stored values of days that are still to come.</summary>
    [Fact]
    public async Task Days_to_come_change_nothing()
    {
        await using var site = await TestSite.StartAsync();
        await using var other = await TestSite.StartAsync();
        Fill(site, "vib_z", day => 0.15 + 0.002 * day);
        Fill(other, "vib_z", day => 0.15 + 0.002 * day);
        for (var hour = 24; hour < 24 * 20; hour++) other.Series.Add(other.Lift.Value, No(other, "vib_z"), other.Now.AddHours(hour).ToUnixTimeMilliseconds(), 0.01 * hour);

        (await Of(other)).ShouldBe(await Of(site));
    }

    [Fact]
    public async Task Steady_values_and_silence_say_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var random = new Random(5);
        Fill(site, "vib_z", _ => 0.2 + 0.01 * random.NextDouble());

        (await Of(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_with_hardly_any_sample_does_not_count()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, "vib_z", day => 0.15 + 0.002 * day, day => day % 3 == 0 ? 1 : 24);

        // Two thirds of 40 days are too few of the 56 that a limit so far ahead asks for.
        (await Of(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_assets_own_limit_holds()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site, "vib_z", day => 0.15 + 0.002 * day);
        var rule = (await Of(site)).ShouldHaveSingleItem().RuleKey;
        await site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.Lift, rule, "limit", 0.25, "quieter machine", default);

        var row = (await Of(site)).ShouldHaveSingleItem();
        row.Limit.ShouldBe(0.25);
        row.Days.ShouldBeLessThan(14);
    }

    [Fact]
    public async Task Who_does_not_see_the_asset_gets_nothing()
    {
        await using var site = await TestSite.StartAsync();
        (await site.Get<AssetForecasts>().OfAsync(site.Stranger.Scope, site.Lift, default)).ShouldBeNull();
    }

    [Fact]
    public async Task While_the_store_is_away_it_says_so()
    {
        await using var site = await TestSite.StartAsync();
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens.");
        await Should.ThrowAsync<StoreUnavailableException>(() => Of(site));
    }

    private static void Fill(TestSite site, string point, Func<int, double> value, Func<int, int>? samples = null)
    {
        var no = No(site, point);
        // China's midnight, the day after next Sunday's work: whole days of the site, today (2 March) left out.
        var first = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)).AddDays(-Days);
        for (var day = 0; day < Days; day++)
        {
            var n = samples?.Invoke(day) ?? 24;
            for (var i = 0; i < n; i++) site.Series.Add(site.Lift.Value, no, first.AddDays(day).AddHours(i).ToUnixTimeMilliseconds(), value(day));
        }
    }

    private static ushort No(TestSite site, string point) =>
        site.Get<AssetDirectory>().TryGet(new SourceId(site.Lift.Value), out var entry) && entry.Points.TryGet(point, out var known) ? known.No : throw new InvalidOperationException(point);

    private static async Task<IReadOnlyList<ForecastRow>> Of(TestSite site) => (await site.Get<AssetForecasts>().OfAsync(site.Manager.Scope, site.Lift, default)).ShouldNotBeNull();
}
