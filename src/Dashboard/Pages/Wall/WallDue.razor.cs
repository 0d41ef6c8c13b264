using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Wall;

/// <summary>A deadline in figures that are read from afar, ticking.</summary>
public sealed partial class WallDue : IDisposable
{
    /// <summary>Less left than this is drawn as urgent.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(30);

    private IDisposable? _ticking;

    /// <summary>What is due, in the reader's language.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary><c>cd</c> in a card, <c>dd</c> in a line.</summary>
    [Parameter, EditorRequired]
    public string Class { get; set; } = "";

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    private TimeSpan Left => At - Format.Now;

    private string? Mood => Left < TimeSpan.Zero ? "late" : Left < Soon ? "soon" : null;

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized() => _ticking = Ticker.EverySecond(() => InvokeAsync(StateHasChanged));
}
