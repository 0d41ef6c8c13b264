using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>How long something has lasted, or how long ago it was; moves by itself.</summary>
public sealed partial class Elapsed : IDisposable
{
    private IDisposable? _ticking;

    [Parameter, EditorRequired]
    public DateTimeOffset Since { get; set; }

    /// <summary>Set once it is over: the text stands still.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>"4 s 前" instead of a length.</summary>
    [Parameter]
    public bool Ago { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    private string Text => Ago ? Format.Age(Since) : Format.Countdown((Until ?? Format.Now) - Since);

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized()
    {
        if (Until is null) _ticking = Ticker.EverySecond(() => InvokeAsync(StateHasChanged));
    }
}
