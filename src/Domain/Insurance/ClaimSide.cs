namespace Facilities.Domain.Insurance;

/// <summary>Whose turn it is.</summary>
public enum ClaimSide
{
    /// <summary>Whoever runs the community, or holds the policy.</summary>
    Insured,
    Insurer,
}
