using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Facilities.Dashboard.Shell;

/// <summary>Navigation left, top bar above, page below; a page that throws leaves the frame standing.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private bool _navOpen;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        _navOpen = false;
        _boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private void OpenNav() => _navOpen = true;

    private void CloseNav() => _navOpen = false;

    private void Recover() => _boundary?.Recover();
}
