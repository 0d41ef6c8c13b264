using Facilities.Domain;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>Which column is what, with what would come of the first rows.</summary>
public sealed partial class ComplaintMappingForm
{
    private readonly Dictionary<string, string> _mapping = new(StringComparer.Ordinal);
    private ImportDraft? _draft;
    private IReadOnlyList<ImportPreview> _preview = [];

    [Parameter, EditorRequired]
    public ComplaintImportId Import { get; set; }

    [Inject]
    private ComplaintImports Imports { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _draft = await Imports.DraftAsync(await CallerAsync(), Import, CancellationToken.None);
        if (_draft is null) return;
        foreach (var (field, heading) in _draft.Import.Mapping) _mapping[field] = heading;
        await PreviewAsync();
    }

    private Task MapAsync(string field, ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } heading) _mapping[field] = heading;
        else _mapping.Remove(field);
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        Refusal = null;
        try
        {
            _preview = await Imports.PreviewAsync(await CallerAsync(), Import, _mapping, CancellationToken.None);
        }
        catch (RuleViolation refused)
        {
            (_preview, Refusal) = ([], Terms.Say(refused.Reason));
        }
    }

    private Task StartAsync() => AskAsync(caller => Imports.StartAsync(caller, Import, _mapping, CancellationToken.None));
}
