using Facilities.Dashboard.Format;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>A new secret, shown once, and how to put it into what is going to use it.</summary>
public sealed partial class AccessSecret
{
    private const int MostRows = 16;

    private DeviceDoor _door = default!;
    private DeviceSnippets _snippets = default!;

    [Parameter, EditorRequired]
    public NewDeviceAccess Made { get; set; } = default!;

    /// <summary>Site code it speaks for; null: every site.</summary>
    [Parameter]
    public string? Site { get; set; }

    /// <summary>Asset code if it is one asset's own.</summary>
    [Parameter]
    public string? Asset { get; set; }

    /// <summary>The secret was kept and is shown no more.</summary>
    [Parameter]
    public EventCallback Kept { get; set; }

    [Inject]
    private FacilitiesSettings Settings { get; set; } = default!;

    [Inject]
    private BoundEndpoints Bound { get; set; } = default!;

    [Inject]
    private AssetDirectory Directory { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private IEnumerable<(string Name, string Text, string Note)> Texts =>
    [
        ("mosquitto_pub", _snippets.Mosquitto, T["access.note.mosquitto"]),
        ("Node-RED", _snippets.NodeRed, T["access.note.nodeRed"]),
        ("ESPHome", _snippets.EspHome, _door.IsTls ? T["access.note.espHomeTls"] : T["access.note.espHome"]),
        ("Tasmota", _snippets.Tasmota, T["access.note.tasmota"]),
    ];

    protected override void OnParametersSet()
    {
        _door = DeviceDoor.Of(Settings, Bound, new Uri(Navigation.BaseUri));
        var known = Site is not null && Asset is not null && Directory.TryGet(Site, Asset, out var entry) ? entry : null;
        _snippets = new DeviceSnippets(_door, Made, Site, Asset, known?.Template);
    }

    private static int Rows(string text) => Math.Min(MostRows, Math.Max(3, text.Count(static character => character == '\n') + 1));
}
