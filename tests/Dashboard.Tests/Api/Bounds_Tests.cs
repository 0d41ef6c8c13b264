using System.Net;
using System.Text.Json;
using Facilities.Domain;
using Facilities.Telemetry;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Bounds_Tests(ApiHost host)
{
    private const int Assets = 501;

    [Fact]
    public async Task A_list_gives_at_most_500_rows_and_says_how_many_there_are()
    {
        var admin = await host.AsAsync("admin");
        var made = await admin.SendAsync(HttpMethod.Post, "api/provision/assets", new { site = "bounds", type = "elevator", count = Assets, prefix = "b" });
        made.Status.ShouldBe(HttpStatusCode.OK, made.Text);
        var site = (await admin.GetAsync("api/communities")).EnumerateArray().First(item => item.GetProperty("siteCode").GetString() == "bounds").GetProperty("id").GetInt32();

        (await RowsAsync("take=100000")).ShouldBe((500, Assets));
        (await RowsAsync("take=0")).ShouldBe((1, Assets));
        (await RowsAsync("take=-7&skip=-7")).ShouldBe((1, Assets));
        (await RowsAsync("take=500&skip=500")).ShouldBe((1, Assets));
        (await RowsAsync("skip=2147483647")).ShouldBe((0, Assets));
        (await admin.SendAsync(HttpMethod.Delete, "api/provision/assets?site=bounds&prefix=b")).Json.GetProperty("removed").GetInt32().ShouldBe(Assets);

        async Task<(int Rows, int Total)> RowsAsync(string query)
        {
            var rows = await admin.GetAsync($"api/assets?community={site}&{query}");
            return (rows.GetProperty("items").GetArrayLength(), rows.GetProperty("total").GetInt32());
        }
    }

    [Fact]
    public async Task A_series_has_at_most_4000_places_however_many_are_asked_for()
    {
        var stranger = await host.AsAsync(ApiHost.Stranger);
        var point = (await stranger.GetAsync($"api/assets/{host.StrangersAsset}/values")).EnumerateArray().First(item => item.GetProperty("kind").GetString() == "Number");
        var (key, number) = (point.GetProperty("key").GetString(), point.GetProperty("no").GetUInt16());
        var from = host.Get<SiteClock>().GetUtcNow() - TimeSpan.FromHours(3);
        await FillAsync(number, from, 9_000);
        var span = $"from={Uri.EscapeDataString(from.ToString("O"))}&until={Uri.EscapeDataString(from.AddHours(2.5).ToString("O"))}";

        var most = await SeriesAsync("points=1000000");
        most.GetProperty("points").GetArrayLength().ShouldBeInRange(2_000, 4_000);
        most.GetProperty("windowMs").GetInt64().ShouldBeGreaterThan(0);
        (await SeriesAsync("points=-3")).GetProperty("points").GetArrayLength().ShouldBeInRange(1, 11);
        (await SeriesAsync("")).GetProperty("points").GetArrayLength().ShouldBeInRange(500, 1_001);

        Task<JsonElement> SeriesAsync(string query) => stranger.GetAsync($"api/assets/{host.StrangersAsset}/series/{key}?{span}&{query}");
    }

    [Theory]
    [InlineData("from=2026-03-02T10:00:00Z&until=2026-03-01T10:00:00Z", "request.argument")]
    [InlineData("from=2026-03-02T10:00:00Z&until=2026-03-02T10:00:00Z", "request.argument")]
    [InlineData("until=0001-01-01T00:00:00Z", "request.argument")]
    [InlineData("from=yesterday", "request.malformed")]
    [InlineData("points=many", "request.malformed")]
    public async Task A_stretch_of_time_that_makes_no_sense_is_refused(string query, string code)
    {
        var firm = await host.AsAsync("firm");

        (await firm.SendAsync(HttpMethod.Get, $"api/assets/{host.LiftAsset}/series/leveling_mm?{query}")).ShouldBeRefused(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task An_unknown_point_is_not_found() =>
        (await (await host.AsAsync("firm")).SendAsync(HttpMethod.Get, $"api/assets/{host.LiftAsset}/series/colour")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");

    private async Task FillAsync(ushort point, DateTimeOffset from, int count)
    {
        var store = host.Get<ITimeSeriesStore>();
        var batch = new ReadingBatch(count, count);
        var start = from.ToUnixTimeMilliseconds();
        for (var i = 0; i < count; i++)
        {
            PointValue[] values = [new(point, i)];
            batch.Add(new SourceId(host.StrangersAsset), start + (i * 1_000L), start + (i * 1_000L), default, values);
        }

        await store.WriteAsync(batch, store.AppliedThrough);
    }
}
