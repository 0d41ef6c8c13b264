namespace Facilities.Operations.Templates;

/// <summary>A rule as it holds for one asset.</summary>
/// <param name="Rule">The template's rule.</param>
/// <param name="Limit">Limit in force; <c>null</c> for rules without one.</param>
/// <param name="Clear">Value at which it is over; <c>null</c>: at the limit.</param>
/// <param name="For">Duration in force.</param>
/// <param name="LimitOrigin">Where the limit comes from.</param>
/// <param name="ForOrigin">Where the duration comes from.</param>
/// <param name="Enabled">False: switched off for this asset.</param>
public sealed record ResolvedRule(TemplateRule Rule, double? Limit, double? Clear, TimeSpan For, ThresholdOrigin LimitOrigin, ThresholdOrigin ForOrigin, bool Enabled)
{
    public string Key => Rule.Key;
}
