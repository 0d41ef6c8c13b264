using Facilities.Domain.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>The leading signal in the colour of its severity.</summary>
public sealed partial class FaultSpark
{
    [Parameter, EditorRequired]
    public SparkSeries Spark { get; set; } = default!;

    [Parameter, EditorRequired]
    public Severity Severity { get; set; }

    private string Tone => Severity switch
    {
        Severity.P1 => "p1",
        Severity.P2 => "p2",
        Severity.P3 => "p3",
        _ => "ink-3",
    };
}
