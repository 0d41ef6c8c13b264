namespace Facilities.Dashboard.Components.Charts;

/// <summary>
/// A chart over time as wwwroot/js/charts.js draws it. All times are Unix milliseconds (UTC); tones are token names without their
/// <c>--f-</c> prefix (<c>s1</c>, <c>p2</c>). Texts are already in the reader's language.
/// </summary>
public sealed record ChartSpec
{
    public required long From { get; init; }

    public required long To { get; init; }

    /// <summary>IANA name of the site's time zone; the axis shows its clock.</summary>
    public required string Zone { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>Names of a state point's states by index; the axis then shows names instead of numbers.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <summary>Ends of the value axis, where the data alone would hide a limit; null: from the data.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    public required IReadOnlyList<ChartLine> Series { get; init; }

    /// <summary>What is normal for the asset's type, as its template says; outlined.</summary>
    public ChartBand? Normal { get; init; }

    /// <summary>What this asset does when healthy, learned; filled.</summary>
    public ChartBand? Learned { get; init; }

    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];

    /// <summary>Stretches without data, hatched.</summary>
    public IReadOnlyList<ChartSpan> Gaps { get; init; } = [];

    /// <summary>Tinted stretches, e.g. from onset to clearing.</summary>
    public IReadOnlyList<ChartSpan> Spans { get; init; } = [];

    public IReadOnlyList<ChartMark> Marks { get; init; } = [];
}
