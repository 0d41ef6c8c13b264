using System.Globalization;
using Facilities.Dashboard.Live;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>A page whose address says what of compliance is meant, and over which time.</summary>
public abstract class ComplianceAddressPage : ListPage
{
    [SupplyParameterFromQuery(Name = "period")]
    protected string? PeriodParameter { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    protected string? FromParameter { get; set; }

    [SupplyParameterFromQuery(Name = "until")]
    protected string? UntilParameter { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    protected string? ByParameter { get; set; }

    [SupplyParameterFromQuery(Name = "district")]
    protected string? DistrictParameter { get; set; }

    [SupplyParameterFromQuery(Name = "asset")]
    protected string? AssetParameter { get; set; }

    [SupplyParameterFromQuery(Name = "firm")]
    protected string? FirmParameter { get; set; }

    [SupplyParameterFromQuery(Name = "template")]
    protected string? TemplateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "of")]
    protected string? OfParameter { get; set; }

    [SupplyParameterFromQuery(Name = "item")]
    protected string? ItemParameter { get; set; }

    private protected ComplianceView ViewFor(Caller caller, DateOnly today) => ComplianceView.Parse(
        new ComplianceQueryString(
            PeriodParameter, FromParameter, UntilParameter, ByParameter, DistrictParameter, CommunityParameter, AssetParameter, FirmParameter, TemplateParameter, OfParameter, ItemParameter),
        today, caller.Scope);

    /// <summary>As it stands in addresses and on files.</summary>
    protected static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
