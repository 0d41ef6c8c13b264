using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>One cover while somebody fills it in; amounts in yuan.</summary>
public sealed class CoverInput
{
    public CoverKind Kind { get; set; } = CoverKind.Entrapment;

    public decimal? EventLimit { get; set; }

    public decimal? AggregateLimit { get; set; }

    public decimal Deductible { get; set; }

    public int WaitingDays { get; set; }

    public int? NotifyHours { get; set; }

    /// <summary>Yuan of each step, divided by a slash.</summary>
    public string Benefits { get; set; } = "";

    public int? MaximumAgeYears { get; set; }

    public static CoverInput Of(CoverRow cover) => new()
    {
        Kind = cover.Kind,
        EventLimit = cover.EventLimit?.Yuan,
        AggregateLimit = cover.AggregateLimit?.Yuan,
        Deductible = cover.Deductible.Yuan,
        WaitingDays = (int)cover.WaitingPeriod.TotalDays,
        NotifyHours = (int)cover.NotifyWithin.TotalHours,
        Benefits = string.Join('/', cover.Benefits.Select(benefit => benefit.Yuan.ToString("0.##", CultureInfo.InvariantCulture))),
        MaximumAgeYears = cover.MaximumAgeYears,
    };

    /// <exception cref="RuleViolation">An amount isn't one.</exception>
    public CoverDraft ToDraft() => new(
        Kind, EventLimit is { } one ? Money.FromYuan(one) : null, AggregateLimit is { } all ? Money.FromYuan(all) : null, Money.FromYuan(Deductible), WaitingDays, NotifyHours,
        [.. Benefits.Split(['/', '／'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Amount)], MaximumAgeYears);

    private static Money Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) ? Money.FromYuan(yuan) : throw new RuleViolation(RuleCodes.PolicyFigure, ("field", "benefits"));
}
