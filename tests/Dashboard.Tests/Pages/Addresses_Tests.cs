using Facilities.Dashboard.Live;
using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Pages.Calendars;
using Facilities.Dashboard.Pages.Claims;
using Facilities.Dashboard.Pages.Compliance;
using Facilities.Dashboard.Pages.Contracts;
using Facilities.Dashboard.Pages.Effect;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Pages.Inspections;
using Facilities.Dashboard.Pages.Intake;
using Facilities.Dashboard.Pages.Notifications;
using Facilities.Dashboard.Pages.Policies;
using Facilities.Dashboard.Pages.Rota;
using Facilities.Dashboard.Pages.Search;
using Facilities.Dashboard.Tests.Api;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Addresses that somebody typed, cut off or made up: a page comes all the same.</summary>
[Collection(ApiCollection.Name)]
public sealed class Addresses_Tests(ApiHost host)
{
    [Theory]
    [InlineData(typeof(FaultList), "/faults?page=x&severity=P9&state=Gone&community=-1&type=none&overdue=maybe&sort=up&view=none")]
    [InlineData(typeof(FaultList), "/faults?page=99999999999999999999")]
    [InlineData(typeof(FaultReportPage), "/faults/new?asset=lift")]
    [InlineData(typeof(FaultReportPage), "/faults/new?asset=99999999999")]
    [InlineData(typeof(FaultPage), "/faults/F-2026-0001?range=century", "Number=F-2026-0001")]
    [InlineData(typeof(AssetList), "/assets?page=-1&type=%00&faults=yes&q=%25_%27")]
    [InlineData(typeof(AssetPage), "/assets/jinxiu/lift-3-1?point=none&range=-1", "Site=jinxiu;Code=lift-3-1")]
    [InlineData(typeof(InboxPage), "/notifications?page=x")]
    [InlineData(typeof(DeliveryList), "/deliveries?page=x&state=none")]
    [InlineData(typeof(IntakePage), "/intake?page=2147483647")]
    [InlineData(typeof(RotaPage), "/duty?week=0001-01-01&community=x")]
    [InlineData(typeof(RotaPage), "/duty?week=9999-12-31")]
    [InlineData(typeof(RotaPage), "/duty?week=yesterday")]
    [InlineData(typeof(CalendarPage), "/calendars?year=0")]
    [InlineData(typeof(CalendarPage), "/calendars?year=99999")]
    [InlineData(typeof(EffectPage), "/effect?days=-7&by=Moon")]
    [InlineData(typeof(InspectionList), "/inspections?view=none&state=none&page=1e9")]
    [InlineData(typeof(PlanPage), "/inspections/calendar?at=0001-01-01&view=none&firm=x&who=nobody")]
    [InlineData(typeof(DutyPage), "/inspections/duties?view=none&type=none&asset=none")]
    [InlineData(typeof(CompliancePage), "/compliance?period=Aeon&from=x&until=y&by=z&district=-&asset=-&firm=-&template=-&of=-&item=-")]
    [InlineData(typeof(ContractPage), "/contracts?quarter=2026-9&firm=x&clause=y")]
    [InlineData(typeof(CertificatePage), "/certificates?worst=x")]
    [InlineData(typeof(ClaimList), "/claims?state=none")]
    [InlineData(typeof(PolicyList), "/policies?state=none&enter=none&page=x")]
    [InlineData(typeof(SearchPage), "/search?q=%25")]
    public async Task Nonsense_in_an_address_is_left_out(Type page, string address, string parameters = "")
    {
        using var culture = new UseCulture("en");
        // A dispatcher reports faults and sees all the rest.
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "dispatcher"), address);

        var html = await rendering.SettledAsync(page, parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], object? (pair) => pair[1]));

        html.ShouldContain("<h1");
        html.ShouldNotContain("f-skel");
        html.ShouldNotContain("E-DB-503", Case.Sensitive, address);
        html.ShouldNotContain(ResourceFiles.Read("ShellText", "en")["notFound.title"]);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("x", 1)]
    [InlineData("1.5", 1)]
    [InlineData("7", 7)]
    [InlineData("42949674", PageQuery.Last)]
    [InlineData("99999999999999999999999", 1)]
    public void A_page_is_counted_from_1_and_never_runs_over(string? text, int page)
    {
        PageQuery.Number(text).ShouldBe(page);
        (PageQuery.Number(text) - 1L).ShouldBeLessThan(int.MaxValue / 500);
    }
}
