using Facilities.Dashboard.Format;
using Facilities.Operations.Forecasts;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Which limits are reached before long, with the interval and what it rests on.</summary>
public sealed partial class ForecastCard
{
    /// <summary>Null: the store is away, so nothing is known.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ForecastRow>? Forecasts { get; set; }

    [Parameter, EditorRequired]
    public string TypeKey { get; set; } = "";

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Between(ForecastRow row) => row.LatestOn is { } latest
        ? T["forecast.between", Format.ShortDay(row.EarliestOn), Format.ShortDay(latest)]
        : T["forecast.from", Format.ShortDay(row.EarliestOn)];

    private string Pace(ForecastRow row) => (row.PerDay > 0 ? "+" : "") + Format.Quantity(row.PerDay, row.Unit);
}
