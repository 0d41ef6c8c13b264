using Facilities.Dashboard.Format;
using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>A point now: value, normal range below it, then its age. Live, stale and unknown look different; a changed value tints once.</summary>
public sealed partial class LiveValue
{
    [Parameter, EditorRequired]
    public LiveValueRow Value { get; set; } = default!;

    [Parameter, EditorRequired]
    public string TypeKey { get; set; } = "";

    [Parameter]
    public string? Href { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>Of the worst open fault that this point leads.</summary>
    [Parameter]
    public Severity? Severity { get; set; }

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string CssClass => (Selected ? "sel " : "") + (Severity is { } severity ? "p" + ((int)severity) : "") + (Value.Freshness == FreshnessState.Fresh ? "" : " st");

    private string Unit => Value.Kind is PointKind.Number or PointKind.Counter ? DisplayFormat.UnitText(Value.Unit) : "";

    /// <summary>The line stays when there is no range: values keep one height.</summary>
    private string Normal => Format.Range(Value.NormalMin, Value.NormalMax) is { Length: > 0 } range ? range : " ";

    private string Text(double number) => Value.Kind is PointKind.Number or PointKind.Counter
        ? Format.Number(number)
        : Words.Value(Words.Definition(TypeKey, Value.Key), number);
}
