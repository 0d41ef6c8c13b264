using Facilities.Dashboard.Format;
using Facilities.Domain.Models;
using Facilities.Operations.Models;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Models with what they rest on, and the way back to the version before.</summary>
public sealed partial class ModelTable
{
    [Parameter, EditorRequired]
    public IReadOnlyList<AssetModelRow> Rows { get; set; } = [];

    [Inject]
    private ModelActions Models { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private Task RollBackAsync(AssetModelRow row) => AskAsync(caller => Models.RollBackAsync(caller, row.AssetId, row.Baseline, CancellationToken.None));

    private string Since(AssetModelRow row) => row.State switch
    {
        ModelState.Shadow => T["models.until", Format.Moment(row.ShadowUntil)],
        ModelState.Active => T["models.since", Format.Moment(row.ActiveSince ?? row.TrainedAt)],
        _ => T["modelEnd." + row.End] + (row.RetiredAt is { } at ? " · " + Format.Moment(at) : ""),
    };

    private string Signal(AssetModelRow row, ModelSignalRow signal) => T["models.signal", Words.Point(row.TypeKey, signal.Point), Format.Percent(signal.Explained, 0)];
}
