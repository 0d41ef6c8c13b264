namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Which last days the page looks at.</summary>
internal enum CompliancePeriod
{
    Month,
    LastMonth,
    Quarter,
    LastQuarter,
    Year,

    /// <summary>From and until stand in the address.</summary>
    Own,
}
