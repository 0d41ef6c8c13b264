namespace Facilities.Operations.Compliance;

/// <summary>What a row of the compliance table stands for.</summary>
public enum ComplianceBy
{
    District,
    Community,

    /// <summary>The firm under contract for the asset today; without one, the firm that runs the community.</summary>
    Firm,
    Asset,
    Duty,
}
