using Facilities.Domain.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>How well a rule is founded, in a word.</summary>
public sealed partial class MarkChip
{
    [Parameter, EditorRequired]
    public BasisMark Mark { get; set; }

    private string Tone => Mark switch { BasisMark.Stated => "s", BasisMark.Check => "m", _ => "d" };
}
