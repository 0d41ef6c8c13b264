using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed partial class Access_Tests(ApiHost host)
{
    [Fact]
    public async Task Without_sign_in_every_endpoint_answers_401_in_JSON_and_never_a_redirect()
    {
        using var anyone = host.Anyone();
        var endpoints = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).SelectMany(Calls).ToList();

        endpoints.Count.ShouldBeGreaterThan(25);
        foreach (var (method, path) in endpoints)
        {
            var answer = await anyone.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : new { });
            answer.ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
        }
    }

    [Fact]
    public void Only_clock_status_public_pages_sign_in_and_provisioning_do_without()
    {
        var open = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).SelectMany(Calls).Select(call => $"{call.Method} {call.Path}");

        open.Order(StringComparer.Ordinal).ShouldBe(["DELETE /api/provision/assets", "GET /api/clock", "GET /api/provision/assets/stored", "GET /api/public/communities/1", "GET /api/status", "POST /api/provision/assets", "POST /api/session"]);
    }

    [Fact]
    public async Task Provisioning_is_closed_outside_the_demo_except_to_administrators()
    {
        using var anyone = host.Anyone();
        var request = new { site = "load", type = "elevator", count = 1, prefix = "closed" };

        (await anyone.SendAsync(HttpMethod.Post, "api/provision/assets", request)).ShouldBeRefused(HttpStatusCode.Forbidden, "provisioning.closed");
        (await (await host.AsAsync("firm")).SendAsync(HttpMethod.Post, "api/provision/assets", request)).ShouldBeRefused(HttpStatusCode.Forbidden, "provisioning.closed");
        (await anyone.SendAsync(HttpMethod.Get, "api/provision/assets/stored?site=load&prefix=closed&point=trips&from=0&until=1")).ShouldBeRefused(HttpStatusCode.Forbidden, "provisioning.closed");
        (await anyone.SendAsync(HttpMethod.Delete, "api/provision/assets?site=load&prefix=closed")).ShouldBeRefused(HttpStatusCode.Forbidden, "provisioning.closed");
    }

    [Fact]
    public async Task A_firm_of_another_community_cannot_tell_a_fault_that_is_not_its_own_from_one_that_does_not_exist()
    {
        var stranger = await host.AsAsync(ApiHost.Stranger);

        (await stranger.SendAsync(HttpMethod.Get, $"api/faults/{host.LiftFault}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.SendAsync(HttpMethod.Get, "api/faults/999999")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.ActAsync(host.LiftFault, "Comment", "scope-1")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.GetAsync($"api/faults/{host.StrangersFault}")).GetProperty("row").GetProperty("id").GetInt32().ShouldBe(host.StrangersFault);
        Ids(await stranger.GetAsync("api/faults")).ShouldBe([host.StrangersFault]);
        (await (await host.AsAsync("firm")).SendAsync(HttpMethod.Get, $"api/faults/{host.StrangersFault}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Assets_of_others_their_values_and_their_history_are_not_found_either()
    {
        var stranger = await host.AsAsync(ApiHost.Stranger);

        foreach (var path in new[] { "", "/values", "/series/speed" })
        {
            (await stranger.SendAsync(HttpMethod.Get, $"api/assets/{host.LiftAsset}{path}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        }

        (await stranger.SendAsync(HttpMethod.Put, $"api/assets/{host.LiftAsset}/thresholds/door-slow", new { value = 3 })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.SendAsync(HttpMethod.Post, $"api/assets/{host.LiftAsset}/faults", new { family = "guide", severity = "P3" }, ("Idempotency-Key", "scope-2")))
            .ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.GetAsync("api/assets")).GetProperty("total").GetInt32().ShouldBe(1);
        (await stranger.GetAsync("api/communities")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_fire_firm_sees_no_lift()
    {
        var fire = await host.AsAsync("crewfire");

        (await fire.SendAsync(HttpMethod.Get, $"api/faults/{host.LiftFault}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await fire.GetAsync("api/assets?type=elevator")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task What_a_role_may_not_is_403_with_role_and_right()
    {
        var answer = await (await host.AsAsync("crew")).SendAsync(HttpMethod.Get, "api/claims");

        answer.ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        answer.Parameter("role").ShouldBe("Crew");
        answer.Parameter("right").ShouldBe("ViewClaims");
        (await (await host.AsAsync("insurer")).SendAsync(HttpMethod.Get, "api/faults")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        (await (await host.AsAsync("regulator")).SendAsync(HttpMethod.Get, "api/intake/rejects")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        (await (await host.AsAsync("dispatcher")).SendAsync(HttpMethod.Put, $"api/assets/{host.LiftAsset}/thresholds/door-slow", new { value = 3 }))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("firm")]
    [InlineData("regulator")]
    public async Task Who_may_read_it_reads_every_list_and_the_detail_of_what_is_in_it(string userName)
    {
        var caller = await host.AsAsync(userName);

        (await caller.GetAsync("api/overview")).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        foreach (var list in new[] { "faults", "faults?ended=true", "assets", "inspections", "inspections?all=true", "claims" })
        {
            var rows = await caller.GetAsync("api/" + list);
            rows.GetProperty("total").GetInt32().ShouldBeGreaterThan(0, list);
            foreach (var id in Ids(rows).Take(3)) await caller.GetAsync($"api/{list.Split('?')[0]}/{id}");
        }
    }

    internal static IReadOnlyList<int> Ids(System.Text.Json.JsonElement rows) => [.. rows.GetProperty("items").EnumerateArray().Select(row =>
        row.TryGetProperty("id", out var id) ? id.GetInt32() : row.GetProperty("place").GetProperty("id").GetInt32())];

    private IEnumerable<RouteEndpoint> Endpoints() =>
        host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true);

    private static IEnumerable<(string Method, string Path)> Calls(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (method, "/" + Placeholder().Replace(endpoint.RoutePattern.RawText!, "1").Trim('/')));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
