using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Wall;

/// <summary>The site clock, ticking.</summary>
public sealed partial class WallClock : IDisposable
{
    private IDisposable? _ticking;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized() => _ticking = Ticker.EverySecond(() => InvokeAsync(StateHasChanged));
}
