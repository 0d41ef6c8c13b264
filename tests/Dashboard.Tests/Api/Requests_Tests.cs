using System.Net;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Requests_Tests(ApiHost host)
{
    [Theory]
    [InlineData("{\"action\":", "$.action")]
    [InlineData("not json", "$")]
    [InlineData("{\"action\":\"Explode\"}", "$.action")]
    [InlineData("{\"action\":\"Comment\",\"at\":\"tomorrow\"}", "$.at")]
    [InlineData("{\"action\":\"Comment\",\"persons\":\"two\"}", "$.persons")]
    [InlineData("[1,2]", "$")]
    public async Task A_body_that_cannot_be_read_is_answered_with_the_place_of_the_mistake(string body, string path)
    {
        var answer = await (await host.AsAsync("dispatcher")).SendTextAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", body);

        answer.ShouldBeRefused(HttpStatusCode.BadRequest, "request.malformed");
        answer.Parameter("path").ShouldBe(path);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"severity\":\"P3\"}")]
    [InlineData("{\"family\":null,\"severity\":\"P3\"}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_field_that_is_missing_or_null_is_refused_before_a_use_case_sees_it(string body)
    {
        var answer = await (await host.AsAsync("dispatcher")).SendTextAsync(HttpMethod.Post, $"api/assets/{host.LiftAsset}/faults", body);

        answer.ShouldBeRefused(HttpStatusCode.BadRequest, "request.malformed");
        answer.Text.ShouldNotContain("Facilities.");
    }

    [Fact]
    public async Task Only_JSON_is_taken_so_that_no_form_of_another_site_fits()
    {
        var dispatcher = await host.AsAsync("dispatcher");

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded" })
        {
            (await dispatcher.SendTextAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", "{\"action\":\"Comment\"}", type))
                .ShouldBeRefused(HttpStatusCode.UnsupportedMediaType, "request.not_json");
        }
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_the_limit()
    {
        var note = new string('x', 300 * 1024);

        var answer = await (await host.AsAsync("dispatcher")).SendTextAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", $$"""{"action":"Comment","note":"{{note}}"}""");

        answer.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        answer.Parameter("maximum").ShouldBe("262144");
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_method_are_answered_in_JSON()
    {
        var firm = await host.AsAsync("firm");

        (await firm.SendAsync(HttpMethod.Get, "api/nothing-here")).ShouldBeRefused(HttpStatusCode.NotFound, "request.no_such_address");
        (await firm.SendAsync(HttpMethod.Get, "api/faults/one")).ShouldBeRefused(HttpStatusCode.NotFound, "request.no_such_address");
        (await firm.SendAsync(HttpMethod.Delete, "api/faults")).ShouldBeRefused(HttpStatusCode.MethodNotAllowed, "request.method");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_changing_call_from_another_site_s_page_is_refused_before_anything_happens(string header, string value)
    {
        var firm = await host.AsAsync("firm");
        using var anyone = host.Anyone();

        (await firm.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment" }, (header, value), ("Idempotency-Key", "cross")))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "request.cross_site");
        (await firm.SendAsync(HttpMethod.Delete, $"api/assets/{host.LiftAsset}", null, (header, value))).ShouldBeRefused(HttpStatusCode.Forbidden, "request.cross_site");
        (await anyone.SendAsync(HttpMethod.Post, "api/session", new { userName = "firm", password = ApiHost.Password }, (header, value)))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "request.cross_site");
        (await firm.SendAsync(HttpMethod.Get, "api/me", null, (header, value))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_site_s_own_pages_and_programs_may_change_things()
    {
        var dispatcher = await host.AsAsync("dispatcher");

        (await dispatcher.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment" }, ("Sec-Fetch-Site", "same-origin"), ("Idempotency-Key", "own-page")))
            .Status.ShouldBe(HttpStatusCode.OK);
        (await dispatcher.ActAsync(host.LiftFault, "Comment", "own-program")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
