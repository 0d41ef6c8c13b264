using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Facilities.Dashboard.Pages.Wall;

/// <summary>The alarm tone. Browsers let a page sound only after somebody has touched it, so it is off until it is switched on.</summary>
public sealed partial class WallSound : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private bool _on;
    private bool _sounding;

    /// <summary>There is something to be heard.</summary>
    [Parameter, EditorRequired]
    public bool Alarming { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is null) return;
            await _module.InvokeVoidAsync("sound", false);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the tone with it.
        }
    }

    protected override Task OnParametersSetAsync() => SoundAsync();

    private Task SwitchAsync()
    {
        _on = !_on;
        return SoundAsync();
    }

    private async Task SoundAsync()
    {
        if (_sounding == (_on && Alarming)) return;
        _sounding = !_sounding;
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/wall.js");
        await _module.InvokeVoidAsync("sound", _sounding);
    }
}
