using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Sensors that were replaced: what was learned with the old one is forgotten. For who may set thresholds.</summary>
public sealed partial class SensorCard
{
    private bool _open;
    private string _point = "";
    private DateTime _at;
    private string _note = "";

    [Parameter, EditorRequired]
    public AssetId Asset { get; set; }

    [Parameter, EditorRequired]
    public string TypeKey { get; set; } = "";

    /// <summary>By point key, since when another sensor measures it.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, DateTimeOffset> Replaced { get; set; } = default!;

    [Inject]
    private AssetRegistry Registry { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SiteZone SiteZone { get; set; } = default!;

    /// <summary>Nothing is learned of flags and states.</summary>
    private IEnumerable<string> Points => Catalog.TryGet(TypeKey, out var template)
        ? template.Points.Where(point => point.Definition.Kind == PointKind.Number).Select(point => point.Definition.Key)
        : [];

    private void Open()
    {
        (_open, Refusal, _note) = (true, null, "");
        _point = Points.FirstOrDefault() ?? "";
        var now = SiteZone.ToLocal(Format.Now).DateTime;
        _at = now.AddSeconds(-now.Second).AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private Task DeclareAsync() => ChangeAsync(_point, SiteZone.ToUtc(_at), _note.Trim());

    private Task ClearAsync(string point) => ChangeAsync(point, null, null);

    private Task ChangeAsync(string point, DateTimeOffset? since, string? note) => AskAsync(
        caller => Registry.DeclareReplacedAsync(caller, Asset, point, since, note, CancellationToken.None), () => _open = false);
}
