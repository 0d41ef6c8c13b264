using Facilities.Dashboard.Format;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Shell;

/// <summary>How much this person was told and hasn't seen.</summary>
public sealed partial class Bell : IDisposable
{
    [Inject]
    private ShellStatus Status { get; set; } = default!;

    private string Label => T["bell.label", DisplayFormat.Count(Status.Unread)];

    public void Dispose() => Status.Changed -= Redraw;

    protected override void OnInitialized()
    {
        Status.Changed += Redraw;
        Status.Start();
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
