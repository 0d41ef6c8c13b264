using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Effect;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Effect;

/// <summary>What the loop achieved: read once, since ended faults don't change while one looks.</summary>
public sealed partial class EffectPage
{
    private static readonly int[] Days = [30, 90, 365];

    private EffectResult? _result;
    private int _days = Days[1];
    private EffectGrouping _by;

    [SupplyParameterFromQuery(Name = "days")]
    private string? DaysParameter { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? ByParameter { get; set; }

    [Inject]
    private EffectQuery Effects { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<FilterOption> DayOptions => [.. Days.Select(days => new FilterOption(days.ToString(CultureInfo.InvariantCulture), T["days", days]))];

    private IReadOnlyList<FilterOption> ByOptions => [.. Enum.GetValues<EffectGrouping>().Select(by => new FilterOption(by.ToString(), T["by." + by]))];

    private string Export => _result is null ? "/api/effect/csv"
        : string.Create(CultureInfo.InvariantCulture, $"/api/effect/csv?by={_by}&from={Uri.EscapeDataString(_result.From.ToString("o"))}&to={Uri.EscapeDataString(_result.To.ToString("o"))}");

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _days = int.TryParse(DaysParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Days.Contains(days) ? days : Days[1];
        _by = Enum.TryParse<EffectGrouping>(ByParameter, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : EffectGrouping.Firm;
        var now = Clock.GetUtcNow();
        _result = await Effects.MeasureAsync(caller.Scope, now.AddDays(-_days), now, _by, cancellationToken);
    }

    private string Span(TimeSpan? span) => span is { } known ? Format.Span(known) : DisplayFormat.NoValue;

    private static string Share(double? share) => share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + " %" : DisplayFormat.NoValue;

    private static string Stars(LoopEffect effect) => effect.MeanStars is { } mean ? mean.ToString("0.0", CultureInfo.InvariantCulture) : DisplayFormat.NoValue;

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));
}
