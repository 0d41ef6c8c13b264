using System.Net;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>What the API says while the telemetry store is away, and what it still can.</summary>
public sealed class StoreAway_Tests(AwayHost host) : IClassFixture<AwayHost>
{
    private string Series => $"api/assets/{host.Lift.Id.Value}/series/car_speed";

    [Theory]
    [InlineData(null, "zh-CN")]
    [InlineData("en-GB,zh;q=0.5", "en")]
    [InlineData("fr, zh-TW;q=0.3", "zh-CN")]
    public async Task History_is_answered_503_with_a_code_when_to_come_again_and_words_in_the_callers_language(string? asked, string language)
    {
        using (host.TakeAway())
        {
            var answer = await host.Admin.SendAsync(HttpMethod.Get, Series, null, asked is null ? [] : [("Accept-Language", asked)]);

            answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "store.unavailable");
            answer.Parameter("reason").ShouldBe("connection-refused");
            answer.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
            answer.Json.GetProperty("detail").GetString().ShouldBe(ResourceFiles.Read("ShellText", language)["store.away.text"]);
            answer.Text.ShouldNotContain("Nobody listens", Case.Sensitive, "addresses belong into the log");
        }

        (await host.Admin.GetAsync(Series)).GetProperty("points").GetArrayLength().ShouldBeGreaterThan(0, "back, it answers at once");
    }

    [Fact]
    public async Task A_pause_that_the_store_asked_for_is_passed_on()
    {
        using var _ = host.TakeAway(TimeSpan.FromSeconds(42.5));

        (await host.Admin.SendAsync(HttpMethod.Get, Series)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(43));
    }

    [Fact]
    public async Task Values_overview_and_lists_are_answered_from_memory()
    {
        using var _ = host.TakeAway();

        (await host.SpeedAsync()).ShouldBe(1.25);
        (await host.Admin.GetAsync("api/overview")).GetProperty("points").GetInt32().ShouldBeGreaterThan(0);
        (await host.Admin.GetAsync("api/assets")).GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        (await host.Admin.GetAsync("api/faults")).GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_store_that_hangs_keeps_no_value_waiting_for_long()
    {
        host.Script.Hangs = true;
        try
        {
            // Without the limit this would wait for ever.
            (await host.SpeedAsync()).ShouldBe(1.25);
        }
        finally
        {
            host.Script.Hangs = false;
        }
    }
}
