using Facilities.Detection;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Templates;

/// <summary>A rule as the template has it, before an asset's own limits.</summary>
public sealed class TemplateRule
{
    private readonly Func<double, double?, TimeSpan, RuleDefinition> _build;

    internal TemplateRule(Func<double, double?, TimeSpan, RuleDefinition> build) => _build = build;

    public required string Key { get; init; }

    public required string Mode { get; init; }

    public required LocalizedName Name { get; init; }

    /// <summary>What takes several assets down at once, if the rule tells of that.</summary>
    public CommonCause? Cause { get; init; }

    /// <summary>The main limit, if the rule has one; the condition refers to it as <c>$limit</c>.</summary>
    public RuleLimit? Limit { get; init; }

    public TimeSpan For { get; init; }

    public ThresholdOrigin Origin { get; init; }

    /// <summary>Clause or table that the numbers come from.</summary>
    public string OriginSource { get; init; } = "";

    /// <summary>Builds the detector's rule once limit, clear value and duration are known.</summary>
    internal RuleDefinition Build(double limit, double? clear, TimeSpan duration) => _build(limit, clear, duration);

    /// <summary>The numbers that hold for an asset: its own, else computed from its attributes, else the template's.</summary>
    internal ResolvedRule Resolve(AssetOverrides? overrides)
    {
        var own = overrides?.Rules.GetValueOrDefault(Key);
        var (limit, clear, origin) = Limit?.Resolve(overrides?.Attributes, Origin) ?? (null, null, Origin);
        if (own?.Limit is { } set && Limit is not null)
        {
            clear += set - limit;
            (limit, origin) = (set, ThresholdOrigin.Asset);
        }

        return new ResolvedRule(this, limit, own?.Clear ?? clear, own?.For ?? For, origin,
            own?.For is null ? Origin : ThresholdOrigin.Asset, own?.Enabled ?? true);
    }
}
