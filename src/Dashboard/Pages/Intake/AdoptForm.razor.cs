using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Registers the device as an asset; its next message is telemetry.</summary>
public sealed partial class AdoptForm
{
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public Adoption Adoption { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Communities { get; set; } = [];

    [Parameter]
    public EventCallback Done { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    [Inject]
    private QuarantineAdoption Quarantine { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    private async Task SendAsync()
    {
        if (_busy) return;
        _busy = true;
        try
        {
            var caller = await Callers.GetAsync(CancellationToken.None);
            await Quarantine.AdoptAsync(caller, Adoption.Row.Id, new AssetDraft
            {
                Community = new CommunityId(Adoption.Community),
                Code = Adoption.Code.Trim(),
                TypeKey = Adoption.TypeKey,
                Name = Adoption.Name.Trim(),
                NameEn = string.IsNullOrWhiteSpace(Adoption.NameEn) ? null : Adoption.NameEn.Trim(),
            }, CancellationToken.None);
            await Done.InvokeAsync();
        }
        catch (RuleViolation refused)
        {
            _problem = Terms.Say(refused.Reason);
        }
        finally
        {
            _busy = false;
        }
    }
}
