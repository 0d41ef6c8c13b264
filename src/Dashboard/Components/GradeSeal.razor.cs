using Facilities.Domain.Grades;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>A community's grade as a round seal with its character: form, word and colour say the same.</summary>
public sealed partial class GradeSeal
{
    [Parameter, EditorRequired]
    public Grade Grade { get; set; }

    /// <summary>Diameter in pixels.</summary>
    [Parameter]
    public int Size { get; set; } = 28;

    private string Tone => Grade switch
    {
        Grade.Red => "red",
        Grade.Yellow => "yellow",
        Grade.Blue => "blue",
        _ => "none",
    };
}
