using Facilities.Dashboard.Components;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Registers the device as an asset; its next message is telemetry.</summary>
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

    private Task SendAsync() => AskAsync(caller => Quarantine.AdoptAsync(caller, Adoption.Row.Id, new AssetDraft
    {
        Community = new CommunityId(Adoption.Community),
        Code = Adoption.Code.Trim(),
        TypeKey = Adoption.TypeKey,
        Name = Adoption.Name.Trim(),
        NameEn = string.IsNullOrWhiteSpace(Adoption.NameEn) ? null : Adoption.NameEn.Trim(),
    }, CancellationToken.None));
}
