using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Pages.Claims;
using Facilities.Dashboard.Pages.Compliance;
using Facilities.Dashboard.Pages.Contracts;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Pages.Inspections;
using Facilities.Dashboard.Pages.Intake;
using Facilities.Dashboard.Pages.Overview;
using Facilities.Dashboard.Pages.Policies;
using Facilities.Dashboard.Pages.Search;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What each list and each detail page shows while it reads, when it can't, when there is nothing, and when the record isn't there.</summary>
public sealed class States_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    public static TheoryData<Type, string, string?> Lists => new()
    {
        { typeof(OverviewPage), "/", "OverviewText:now.empty" },
        { typeof(FaultList), "/faults", "FaultText:empty.title" },
        { typeof(AssetList), "/assets", "AssetText:empty.title" },
        { typeof(InspectionList), "/inspections", "InspectionText:empty.title" },
        { typeof(CompliancePage), "/compliance", "ComplianceText:empty.title" },
        { typeof(CertificatePage), "/certificates", "ComplianceText:papers.empty" },
        { typeof(ContractPage), "/contracts", "ContractText:empty.title" },
        { typeof(ClaimList), "/claims", "ClaimText:empty.title" },
        { typeof(PolicyList), "/policies", "PolicyText:empty.title" },
        { typeof(IntakePage), "/intake", "IntakeText:quarantine.empty" },
        { typeof(SearchPage), "/search?q=none", null },
    };

    public static TheoryData<Type, string, string> Details => new()
    {
        { typeof(FaultPage), "/faults/F-2026-9999", "Number=F-2026-9999" },
        { typeof(AssetPage), "/assets/no/such", "Site=no;Code=such" },
        { typeof(InspectionPage), "/inspections/9999", "Id=9999" },
        { typeof(ClaimPage), "/claims/9999", "Number=9999" },
        { typeof(PolicyPage), "/policies/9999", "Number=9999" },
    };

    public static TheoryData<Type, string, string> All
    {
        get
        {
            var all = new TheoryData<Type, string, string>();
            foreach (var row in Lists) all.Add((Type)row[0], (string)row[1], "");
            foreach (var row in Details) all.Add((Type)row[0], (string)row[1], (string)row[2]);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task While_it_reads_there_are_grey_lines_in_the_place_of_what_comes(Type page, string address, string parameters)
    {
        await using var rendering = new PageRendering(host.Services, new TaskCompletionSource<AuthenticationState>().Task, address);

        var html = await rendering.FirstAsync(page, Parameters(parameters));

        html.ShouldContain("f-skel");
        html.ShouldNotContain("role=\"alert\"");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task When_it_cannot_read_it_says_so_with_a_code_and_a_way_to_try_again(Type page, string address, string parameters)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var culture = new UseCulture(language);
            await using var rendering = new PageRendering(host.Services, Task.FromException<AuthenticationState>(new TimeoutException("The database does not answer.")), address);

            var html = await rendering.SettledAsync(page, Parameters(parameters));

            html.ShouldContain("role=\"alert\"");
            html.ShouldContain(Text("ShellText:load.failed", language));
            html.ShouldContain(Text("ShellText:error.retry", language));
            html.ShouldContain("E-DB-503");
            html.ShouldNotContain("TimeoutException", Case.Sensitive, "the reason belongs into the log");
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task With_nothing_to_show_it_says_what_is_true(Type page, string address, string? key)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var culture = new UseCulture(language);
            await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), address);

            var html = await rendering.SettledAsync(page, []);

            html.ShouldContain("f-state");
            html.ShouldNotContain("f-skel");
            html.ShouldNotContain("role=\"alert\"");
            if (key is not null) html.ShouldContain(Text(key, language));
        }
    }

    [Theory]
    [MemberData(nameof(Details))]
    public async Task A_record_that_is_not_there_looks_like_one_outside_the_scope(Type page, string address, string parameters)
    {
        using var culture = new UseCulture("en");
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), address);

        var html = await rendering.SettledAsync(page, Parameters(parameters));

        html.ShouldContain(Text("ShellText:notFound.title", "en"));
        html.ShouldContain(Text("ShellText:notFound.text", "en"));
    }

    [Fact]
    public async Task When_reading_again_fails_the_page_keeps_what_it_had_and_says_how_old_it_is()
    {
        using var culture = new UseCulture("en");
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), "/");
        var page = new ReadingPage.Handle();

        var html = await rendering.AfterAsync<ReadingPage>(new() { [nameof(ReadingPage.Self)] = page }, async () =>
        {
            page.Fails = true;
            await page.RefreshAsync();
        });

        html.ShouldContain("reading 1");
        html.ShouldContain(Text("ShellText:load.stale", "en").Split("{0}")[0]);
        html.ShouldContain(Text("ShellText:error.retry", "en"));
    }

    [Fact]
    public async Task After_a_failure_trying_again_brings_the_page()
    {
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), "/");
        var page = new ReadingPage.Handle { Fails = true };

        var html = await rendering.AfterAsync<ReadingPage>(new() { [nameof(ReadingPage.Self)] = page }, async () =>
        {
            page.Fails = false;
            await page.RefreshAsync();
        });

        html.ShouldContain("reading 1");
        html.ShouldNotContain("role=\"alert\"");
    }

    private static Dictionary<string, object?> Parameters(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => (object?)pair[1]);

    private static string Text(string key, string language) => ResourceFiles.Read(key.Split(':')[0], language)[key.Split(':')[1]];
}
