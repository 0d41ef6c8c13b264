using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>Time left in large figures over a bar of the time used.</summary>
public sealed partial class HeroCountdown : IDisposable
{
    private IDisposable? _ticking;

    [Parameter, EditorRequired]
    public DateTimeOffset Start { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    private DeadlineView View => DeadlineView.At(Start, At, Format.Now);

    private string Text => View.Mood == DeadlineMood.Over ? T["due.over", Format.Countdown(View.Left)] : Format.Countdown(View.Left);

    private string Used => (100 * View.UsedShare).ToString("0.#", CultureInfo.InvariantCulture);

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized() => _ticking = Ticker.EverySecond(() => InvokeAsync(StateHasChanged));
}
