using Facilities.Dashboard.Format;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Facilities.Dashboard.Components.Charts;

/// <summary>Draws a <see cref="ChartSpec"/> with ECharts; a table of at most <see cref="TableRowLimit"/> rows says the same to a screen reader.</summary>
public sealed partial class TimeChart : IAsyncDisposable
{
    private const int TableRowLimit = 24;

    private ElementReference _element;
    private IJSObjectReference? _module;
    private ChartSpec? _drawn;

    [Parameter, EditorRequired]
    public ChartSpec? Spec { get; set; }

    /// <summary>What the chart shows, in one sentence.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public int Height { get; set; } = 220;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        if (_module is null) return;
        try
        {
            await _module.InvokeVoidAsync("dispose", _element);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its chart with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Spec is null || ReferenceEquals(Spec, _drawn)) return;
        _drawn = Spec;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
            await _module.InvokeVoidAsync("draw", _element, Spec);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is left to see it.
        }
    }

    private IEnumerable<(string Time, IEnumerable<string> Values)> TableRows(ChartSpec spec)
    {
        var points = spec.Series[0].Points;
        var step = Math.Max(1, points.Count / TableRowLimit);
        for (var index = 0; index < points.Count; index += step)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)points[index][0]!.Value);
            var row = index;
            yield return (Format.Moment(at), spec.Series.Select(line =>
                row < line.Points.Count && line.Points[row][1] is { } value ? StateOrNumber(spec, value) : DisplayFormat.NoValue));
        }
    }

    private string StateOrNumber(ChartSpec spec, double value) =>
        spec.States is { Count: > 0 } states && (int)value >= 0 && (int)value < states.Count ? states[(int)value] : Format.Number(value);
}
