using Facilities.Domain;
using Facilities.Operations.Crew;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What the crew's phone sent of a fault.</summary>
public sealed partial class FaultPhotos
{
    [Parameter, EditorRequired]
    public FaultId Fault { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<FaultFileRow> Files { get; set; } = [];

    private string Caption(FaultFileRow file) => T["photos." + file.Kind, file.Label ?? ""].Value.Trim();
}
