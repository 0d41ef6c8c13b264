namespace Facilities.Domain.Reports;

/// <summary>How often a report is made, and which days it covers. Numbers are stored.</summary>
public enum ReportInterval
{
    /// <summary>Monday to Sunday.</summary>
    Weekly = 1,

    /// <summary>A calendar month.</summary>
    Monthly = 2,

    /// <summary>A calendar quarter.</summary>
    Quarterly = 3,
}
