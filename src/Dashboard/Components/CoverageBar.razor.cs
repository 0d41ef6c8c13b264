using System.Globalization;
using Facilities.Dashboard.Format;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>How much of what should have been reported was; the rest is hatched.</summary>
public sealed partial class CoverageBar
{
    /// <summary>0 to 1.</summary>
    [Parameter, EditorRequired]
    public double Share { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Percent => (100 * Math.Clamp(Share, 0, 1)).ToString("0.#", CultureInfo.InvariantCulture);
}
