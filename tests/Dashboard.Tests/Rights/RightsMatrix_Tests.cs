using System.Net;
using System.Runtime.CompilerServices;
using Facilities.Dashboard.Tests.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>Every page and endpoint × every role, nobody, and three who have nothing to do with the equipment: what docs/rights.md prints is what the service does.</summary>
public sealed class RightsMatrix_Tests(ApiHost host) : IClassFixture<ApiHost>
{
    /// <summary>With the value 1 the checked-in file is written anew: <c>FACILITIES_UPDATE_RIGHTS=1 dotnet test tests/Dashboard.Tests --filter RightsMatrix_Tests</c>.</summary>
    private const string UpdateVariable = "FACILITIES_UPDATE_RIGHTS";

    /// <summary>Names and codes of the demo's communities: no answer to a stranger has one.</summary>
    private static readonly string[] TheirWords = ["望海公寓", "Wanghai", "锦绣花园", "Jinxiu", "恒升电梯", "和昌物业", "马超", "周凯", "F-2026-0001"];

    /// <summary>What everybody may know.</summary>
    private static readonly string[] Public = ["page /p/{Site}", "page /q/{Site}/{Code}", "GET /api/public/communities/{site}"];

    /// <summary>What nobody may use without an account, besides pages and files.</summary>
    private static readonly string[] Open =
    [
        "POST /api/session", "GET /api/clock", "GET /api/status", "GET /health/live", "GET /health/ready", "GET /mqtt", "GET /openapi/{documentName}.json", "GET /language", "GET /m/", "GET /m/sw.js", "GET /m/words/{language}",
        "page /login", "page /login/code", "page /setup", "page /error", "page /a/{Token}", "page /p/{Site}", "page /q/{Site}/{Code}", "page /s/{Token}", "GET /api/public/communities/{site}", "page /r/{Token}",
    ];

    [Fact]
    public async Task Whoever_calls_gets_what_the_printed_matrix_says()
    {
        using var admin = await RightsCaller.All.First(caller => caller.User == "admin").OpenAsync(host);
        using var firm = await RightsCaller.All.First(caller => caller.User == "firm").OpenAsync(host);
        using var firmAdmin = await RightsCaller.All.First(caller => caller.User == "firmadmin").OpenAsync(host);
        var site = new RightsSite(host, admin, firm, firmAdmin);
        await site.FindAsync();
        var calls = RightsCalls.Pages.Concat(RightsCalls.Api).Concat(RightsCalls.Rest).ToList();
        var cells = calls.ToDictionary(call => call, _ => new List<string>());
        var wrong = new List<string>();
        foreach (var caller in RightsCaller.All)
        {
            using var client = await caller.OpenAsync(host);
            foreach (var call in calls)
            {
                using var apart = call.EndsSession ? await caller.OpenAsync(host) : null;
                var answer = await call.SendAsync(site, apart ?? client);
                var cell = Cell(call, answer);
                if (cell is null) wrong.Add($"{caller.Title}: {call.Endpoint} answers {(int)answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 300)]}");
                if (caller.User is null && (cell == RightsDocument.Yes) != Open.Contains(call.Endpoint)) wrong.Add($"without sign-in: {call.Endpoint} answers {(int)answer.Status}");
                // The sign-in lists the demo's accounts to everybody.
                if (caller.IsStranger && call.Endpoint != "page /login" && !Public.Contains(call.Endpoint) && TheirWords.FirstOrDefault(word => answer.Text.Contains(word, StringComparison.Ordinal)) is { } word) wrong.Add($"{caller.Title}: {call.Endpoint} tells '{word}'");
                cells[call].Add(cell ?? "?");
            }
        }

        wrong.ShouldBeEmpty();
        var (file, document) = (GoldenFile(), RightsDocument.Write(cells));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") await File.WriteAllTextAsync(file, document);
        (await File.ReadAllTextAsync(file)).ShouldBe(document, $"Rights changed. If that is meant, run this test with {UpdateVariable}=1 and commit {file}.");
    }

    /// <summary>A new endpoint or page must say who may use it.</summary>
    [Fact]
    public void Every_route_of_the_running_service_has_a_row()
    {
        var mapped = Routes().Where(endpoint => !IsFile(endpoint) && !IsCircuit(endpoint)).SelectMany(Names).Distinct().ToList();

        mapped.Count.ShouldBeGreaterThan(90);
        RightsCalls.Pages.Concat(RightsCalls.Api).Concat(RightsCalls.Rest).Select(call => call.Endpoint).Distinct().ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public void Only_files_are_open_without_a_row()
    {
        Routes().Count(IsFile).ShouldBeGreaterThan(10);
        Routes().Where(IsFile).ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() != null);
        Routes().Where(IsCircuit).ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() == null);
    }

    [Fact]
    public async Task A_circuit_is_opened_only_after_sign_in()
    {
        using var anyone = host.Anyone();
        var answer = await anyone.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");

        answer.Status.ShouldBe(HttpStatusCode.Found, answer.Text);
        answer.Location!.OriginalString.ShouldContain("/login");
    }

    /// <summary>With a good cookie, and a body and a thing that are right: only where the call comes from is wrong.</summary>
    [Fact]
    public async Task Another_sites_page_changes_nothing_with_somebodys_cookie()
    {
        using var admin = await RightsCaller.All.First(caller => caller.User == "admin").OpenAsync(host);
        var calls = RightsCalls.Api.Where(call => call.Method != HttpMethod.Get && !call.Endpoint.Contains("/provision/", StringComparison.Ordinal)).ToList();
        calls.Count.ShouldBeGreaterThan(35);
        foreach (var call in calls)
        {
            var path = call.Endpoint[call.Endpoint.IndexOf('/', StringComparison.Ordinal)..].Replace(":int", "", StringComparison.Ordinal).Replace(":long", "", StringComparison.Ordinal);
            var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "1");
            (await admin.SendAsync(call.Method, address, new { }, ("Sec-Fetch-Site", "cross-site"))).ShouldBeRefused(HttpStatusCode.Forbidden, "request.cross_site");
            (await admin.SendAsync(call.Method, address, new { }, ("Origin", "https://evil.example.com"))).ShouldBeRefused(HttpStatusCode.Forbidden, "request.cross_site");
        }

        (await admin.SendAsync(HttpMethod.Get, "api/me")).Status.ShouldBe(HttpStatusCode.OK, "still signed in");
    }

    [Theory]
    [InlineData("/login", "login")]
    [InlineData("/account/security", "password")]
    [InlineData("/account/security", "begin")]
    [InlineData("/a/none", "acknowledge")]
    public async Task A_form_without_its_token_does_nothing(string page, string form)
    {
        using var crew = await RightsCaller.All.First(caller => caller.User == "crew").OpenAsync(host);

        var answer = await crew.SendTextAsync(HttpMethod.Post, page, $"_handler={form}&Input.User=crew&Input.Password=x&Password.Current=x", "application/x-www-form-urlencoded");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await crew.SendTextAsync(HttpMethod.Post, "/account/sign-out", "", "application/x-www-form-urlencoded")).Location!.OriginalString.ShouldBe("/");
        (await crew.SendAsync(HttpMethod.Get, "api/me")).Status.ShouldBe(HttpStatusCode.OK, "nobody was signed out");
    }

    [Fact]
    public async Task An_insurer_sees_assets_without_their_faults()
    {
        using var insurer = await RightsCaller.All.First(caller => caller.User == "insurer").OpenAsync(host);
        var assets = await insurer.GetAsync("api/assets");

        assets.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        assets.GetProperty("items").EnumerateArray().ShouldAllBe(row => row.GetProperty("openFaults").GetInt32() == 0);
        (await insurer.GetAsync($"api/assets/{host.LiftAsset}")).GetProperty("openFaults").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Null: neither let through nor refused, so the call itself is wrong or the service failed.</summary>
    private static string? Cell(RightsCall call, ApiAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Unauthorized => RightsDocument.SignIn,
        HttpStatusCode.Forbidden => RightsDocument.No,
        HttpStatusCode.NotFound when call.IsMissing => RightsDocument.Yes,
        HttpStatusCode.NotFound => RightsDocument.Hidden,
        // The set-up of a service that has an administrator leads there too, and the second step without the first.
        HttpStatusCode.Found when Path(answer) == "/login" && call.Endpoint is not ("page /setup" or "page /login/code") => RightsDocument.SignIn,
        HttpStatusCode.Found when call.IsPage && Path(answer) is "/denied" or "/claims" => RightsDocument.No,
        HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Gone or HttpStatusCode.Found or HttpStatusCode.ServiceUnavailable or HttpStatusCode.UpgradeRequired => RightsDocument.Yes,
        >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => RightsDocument.Yes,
        _ => null,
    };

    private static string Path(ApiAnswer answer) => answer.Location is not { } location ? "" : location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0];

    private IEnumerable<RouteEndpoint> Routes() => host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    /// <summary>The framework's own addresses, for pages that are open and for files that aren't there: after sign-in.</summary>
    private static bool IsCircuit(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0] is "_blazor" or "_framework" or "{**path:file}";

    private static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var route = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        if (route == "/m") route = "/m/";
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) return ["page " + route];
        return (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {route}");
    }

    private static string GoldenFile([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../docs/rights.md"));
}
