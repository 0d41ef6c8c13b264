namespace Facilities.Operations.Compliance;

/// <summary>What of compliance is exported.</summary>
public enum ComplianceExportWhat
{
    /// <summary>The counts.</summary>
    Table,

    /// <summary>The items behind them.</summary>
    Items,
}
