using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>A deadline that ticks by itself: name left, time left right, a bar of the time used. Reads the site clock, asks no query.</summary>
public sealed partial class Due : IDisposable
{
    private IDisposable? _ticking;

    /// <summary>What is due, already in the reader's language.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>When its clock started.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Start { get; set; }

    /// <summary>When it ends.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>The clock stands still.</summary>
    [Parameter]
    public bool Held { get; set; }

    [Parameter]
    public DateTimeOffset? HeldUntil { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    private DeadlineView View => DeadlineView.At(Start, At, Format.Now, Held);

    private string? MoodClass => View.Mood switch
    {
        DeadlineMood.Over => "over",
        DeadlineMood.Soon => "soon",
        _ => null,
    };

    private string LeftText => View.Mood == DeadlineMood.Over ? T["due.over", Format.Countdown(View.Left)] : Format.Countdown(View.Left);

    private string HeldText => HeldUntil is { } until ? T["due.heldUntil", Format.Moment(until)] : "";

    private string UsedPercent => (100 * View.UsedShare).ToString("0.#", CultureInfo.InvariantCulture);

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized() => _ticking = Ticker.EverySecond(() => InvokeAsync(StateHasChanged));
}
