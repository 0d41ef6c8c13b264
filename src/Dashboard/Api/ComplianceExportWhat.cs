namespace Facilities.Dashboard.Api;

/// <summary>What of compliance is exported.</summary>
internal enum ComplianceExportWhat
{
    /// <summary>The counts.</summary>
    Table,

    /// <summary>The items behind them.</summary>
    Items,
}
