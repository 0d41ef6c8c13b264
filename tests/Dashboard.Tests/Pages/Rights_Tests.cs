using System.Net;
using Facilities.Dashboard.Tests.Api;
using Facilities.Domain.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Every page × every role that can sign in, over HTTP: what the table says is what the server does.</summary>
[Collection(ApiCollection.Name)]
public sealed class Rights_Tests(ApiHost host)
{
    /// <summary>C crew, D dispatcher, F firm, R regulator, A admin, I insurer; a dot: refused.</summary>
    private const string Table = """
        /                        CDFRA.
        /faults                  CDFRA.
        /faults/F-2026-0001      CDFRA.
        /assets                  CDFRAI
        /assets/jinxiu/lift-3-1  CDFRAI
        /duty                    CDFRA.
        /calendars               CDFRA.
        /inspections             CDFRAI
        /inspections/1           CDFRAI
        /claims                  .DFRAI
        /claims/1                .DFRAI
        /effect                  CDFRA.
        /intake                  .DF.A.
        /operations              ....A.
        /settings                CDFRAI
        /notifications           CDFRAI
        /deliveries              CDFRA.
        /search                  CDFRAI
        /denied                  CDFRAI
        /not-found               CDFRAI
        """;

    /// <summary>Open to who isn't signed in.</summary>
    private static readonly string[] Open = ["/login", "/setup", "/error", "/a/*"];

    private static readonly (Role Role, string User)[] People =
    [
        (Role.Crew, "crew"), (Role.Dispatcher, "dispatcher"), (Role.Firm, "firm"), (Role.Regulator, "regulator"), (Role.Admin, "admin"), (Role.Insurer, "insurer"),
    ];

    private static IEnumerable<(string Path, string Roles)> Rows =>
        Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words => (words[0], words[1]));

    [Fact]
    public async Task Each_role_opens_the_pages_of_the_table_and_no_others()
    {
        var wrong = new List<string>();
        for (var person = 0; person < People.Length; person++)
        {
            var caller = await host.AsAsync(People[person].User);
            foreach (var (path, roles) in Rows)
            {
                var answer = await caller.SendAsync(HttpMethod.Get, path);
                var expected = roles[person] != '.' ? "200" : path == "/" ? "302 /claims" : "302 /denied";
                var actual = answer.Status == HttpStatusCode.OK ? "200" : $"{(int)answer.Status} {Path(answer.Location)}";
                if (actual != expected) wrong.Add($"{People[person].Role} {path}: {actual} instead of {expected}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_sign_in_every_page_leads_to_the_sign_in()
    {
        using var anyone = host.Anyone();
        foreach (var (path, _) in Rows)
        {
            var answer = await anyone.SendAsync(HttpMethod.Get, path);
            answer.Status.ShouldBe(HttpStatusCode.Found, path);
            Path(answer.Location).ShouldBe("/login", path);
        }

        (await anyone.SendAsync(HttpMethod.Get, "/login")).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A new page must say who may open it.</summary>
    [Fact]
    public void No_page_is_missing_from_the_table()
    {
        var pages = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => Pattern(endpoint.RoutePattern.RawText!)).Distinct().ToList();

        pages.Count.ShouldBeGreaterThan(15);
        pages.Except(Open).ShouldBe(Rows.Select(row => Pattern(row.Path)), ignoreOrder: true);
    }

    [Fact]
    public async Task An_insurer_sees_assets_without_their_faults_and_no_overview()
    {
        var insurer = await host.AsAsync("insurer");

        (await insurer.SendAsync(HttpMethod.Get, "api/overview")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        var assets = await insurer.GetAsync("api/assets");
        assets.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        assets.GetProperty("items").EnumerateArray().ShouldAllBe(row => row.GetProperty("openFaults").GetInt32() == 0);
        var id = Access_Tests.Ids(assets).First(asset => asset == host.LiftAsset);
        (await insurer.GetAsync($"api/assets/{id}")).GetProperty("openFaults").GetArrayLength().ShouldBe(0);
        (await (await host.AsAsync("firm")).GetAsync($"api/assets/{id}")).GetProperty("openFaults").GetArrayLength().ShouldBeGreaterThan(0);
    }

    /// <summary>Number of segments and the first of them: <c>/faults/{Number}</c> is <c>/faults/*</c>.</summary>
    private static string Pattern(string path)
    {
        var segments = path.Trim('/').Split('/');
        return "/" + string.Join('/', segments.Select((segment, index) => index == 0 ? segment : "*"));
    }

    private static string Path(Uri? location) =>
        location is null ? "" : (location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0]);
}
