using Facilities.Dashboard.Components;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Registers a device that speaks our own dialect as an asset; its next message is telemetry.</summary>
public sealed partial class AdoptForm
{
    [Parameter, EditorRequired]
    public Adoption Adoption { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Communities { get; set; } = [];

    [Parameter]
    public EventCallback Cancel { get; set; }

    [Inject]
    private QuarantineAdoption Quarantine { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    private Task SendAsync() => AskAsync(caller => Quarantine.AdoptAsync(caller, Adoption.Row.Id, Adoption.ToDraft(), CancellationToken.None));
}
