namespace Facilities.Operations.Templates;

/// <summary>An asset's own numbers for one rule; what is <c>null</c> stays as in the template.</summary>
public sealed record RuleOverride
{
    public double? Limit { get; init; }

    public double? Clear { get; init; }

    public TimeSpan? For { get; init; }

    /// <summary>False switches the rule off for this asset.</summary>
    public bool? Enabled { get; init; }
}
