using System.Globalization;
using Facilities.Domain.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>"P2" in lists, "P2 功能丧失" in detail, "P2 3" as a count.</summary>
public sealed partial class SeverityChip
{
    [Parameter, EditorRequired]
    public Severity Severity { get; set; }

    /// <summary>Says the severity in words as well.</summary>
    [Parameter]
    public bool InWords { get; set; }

    [Parameter]
    public int? Count { get; set; }

    private string Code => Severity.ToString();

    private string CssClass => Severity switch
    {
        Severity.P1 => "p1",
        Severity.P2 => "p2",
        Severity.P3 => "p3",
        _ => "p4",
    };

    private string Text => Count is { } count ? " " + count.ToString(CultureInfo.InvariantCulture) : InWords ? " " + Terms.Severity(Severity) : "";
}
