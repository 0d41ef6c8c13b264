using Facilities.Dashboard.Pages.Compliance;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Compliance;

namespace Facilities.Dashboard.Tests.Pages;

public sealed class ComplianceView_Tests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Scope District = new(ScopeKind.District, new OrganisationId(1), Today);

    [Theory]
    [InlineData(null, "2026-11-01", "2026-11-30")]
    [InlineData("LastMonth", "2026-10-01", "2026-10-31")]
    [InlineData("Quarter", "2026-10-01", "2026-12-31")]
    [InlineData("lastquarter", "2026-07-01", "2026-09-30")]
    [InlineData("Year", "2026-01-01", "2026-12-31")]
    [InlineData("Own", "2026-11-01", "2026-11-22")]
    [InlineData("nonsense", "2026-11-01", "2026-11-30")]
    public void A_period_is_whole_days_of_the_calendar(string? period, string from, string until)
    {
        var filter = Parse(new ComplianceQueryString(Period: period)).Filter;
        (Iso(filter.From), Iso(filter.Until)).ShouldBe((from, until));
    }

    [Theory]
    [InlineData("2026-02-03", "2026-05-06", "2026-02-03", "2026-05-06")]
    [InlineData("2026-05-06", "2026-02-03", "2026-02-03", "2026-05-06")]
    [InlineData("2000-01-01", "2026-02-03", "2000-01-01", "2003-01-05")]
    [InlineData("tomorrow", "2026-11-03", "2026-11-01", "2026-11-03")]
    public void An_own_span_is_put_in_order_and_is_never_longer_than_is_counted_at_once(string from, string until, string first, string last)
    {
        var filter = Parse(new ComplianceQueryString(Period: "Own", From: from, Until: until)).Filter;
        (Iso(filter.From), Iso(filter.Until)).ShouldBe((first, last));
    }

    [Fact]
    public void What_one_looks_at_decides_what_a_row_stands_for_unless_that_is_chosen()
    {
        ComplianceView.Parse(new ComplianceQueryString(), Today, Scope.Everything).Filter.By.ShouldBe(ComplianceBy.District);
        Parse(new ComplianceQueryString()).Filter.By.ShouldBe(ComplianceBy.Community);
        Parse(new ComplianceQueryString(Community: "3")).Filter.By.ShouldBe(ComplianceBy.Asset);
        Parse(new ComplianceQueryString(Asset: "3")).Filter.By.ShouldBe(ComplianceBy.Duty);
        Parse(new ComplianceQueryString(Community: "3", By: "Firm")).Filter.By.ShouldBe(ComplianceBy.Firm);
        Parse(new ComplianceQueryString(By: "Asset")).Filter.By.ShouldBe(ComplianceBy.Community, "all assets of a city are no table");
    }

    [Fact]
    public void Items_are_listed_once_one_looks_at_something()
    {
        Parse(new ComplianceQueryString()).ListsItems.ShouldBeFalse();
        Parse(new ComplianceQueryString(Community: "3")).ListsItems.ShouldBeTrue();
        Parse(new ComplianceQueryString(Of: "Contradicted")).Filter.Of.ShouldBe(ComplianceOutcome.Contradicted);
        Parse(new ComplianceQueryString(Of: "99", Community: "-1", Asset: "x", Item: "0")).ShouldBe(Parse(new ComplianceQueryString()));
    }

    private static ComplianceView Parse(ComplianceQueryString address) => ComplianceView.Parse(address, Today, District);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
