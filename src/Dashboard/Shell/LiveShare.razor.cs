using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Operations.Overview;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Shell;

/// <summary>How many of the points that ever reported are current, and as of when.</summary>
public sealed partial class LiveShare : IDisposable
{
    [Inject]
    private ShellStatus Status { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    public void Dispose() => Status.Changed -= Redraw;

    protected override void OnInitialized()
    {
        Status.Changed += Redraw;
        Status.Start();
    }

    private static string Percent(OverviewResult newest) => (100d * newest.LivePoints / newest.Points).ToString("0.#", CultureInfo.InvariantCulture);

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
