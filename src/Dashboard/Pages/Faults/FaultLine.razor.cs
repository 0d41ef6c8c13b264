using Facilities.Dashboard.Format;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One fault in a list: what, where, evidence, who, by when. A card on phones.</summary>
public sealed partial class FaultLine
{
    [Parameter, EditorRequired]
    public FaultRow Row { get; set; } = default!;

    /// <summary>The leading signal's last hours, if there is one.</summary>
    [Parameter]
    public SparkSeries? Spark { get; set; }

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Place => string.Join(" · ", new[] { AssetWords.Name(Row.Place.Community), AssetWords.Name(Row.Place.Building) }.Where(part => part.Length > 0));

    private string Party
    {
        get
        {
            var parts = new[] { AssetWords.Name(Row.Firm), AssetWords.Name(Row.Crew) }.Where(part => part.Length > 0).ToList();
            return parts.Count > 0 ? string.Join(" · ", parts) : Terms.Source(Row.Source);
        }
    }
}
