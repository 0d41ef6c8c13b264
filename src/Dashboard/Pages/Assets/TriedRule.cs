using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>A rule with the numbers that are tried instead of those in force.</summary>
internal sealed class TriedRule(RuleRow rule)
{
    public RuleRow Rule { get; } = rule;

    /// <summary>Null: as in force.</summary>
    public double? Limit { get; set; }

    /// <summary>Null: as in force.</summary>
    public double? Minutes { get; set; }

    public bool Off { get; set; } = !rule.Enabled;

    public RuleOverride Change => new()
    {
        Limit = Limit,
        For = Minutes is { } minutes and >= 0 and <= 100_000 ? TimeSpan.FromMinutes(minutes) : null,
        Enabled = Off == !Rule.Enabled ? null : !Off,
    };
}
