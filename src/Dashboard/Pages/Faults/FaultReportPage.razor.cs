using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Crew;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Faults;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>报修: somebody at the desk takes down what a resident, the hotline or a patrol saw. Whoever reported it is asked later, each by himself.</summary>
public sealed partial class FaultReportPage
{
    private const int MostPhotos = 5;
    private const int MostFound = 8;

    private IReadOnlyList<IBrowserFile> _photos = [];
    private readonly List<string> _leftOut = [];
    private string _search = "";
    private Rows<AssetRow>? _found;
    private AssetPlace? _place;
    private IReadOnlyList<FaultRow> _open = [];
    private FaultReportForm? _form;
    private FaultOutcome? _done;
    private bool _mayShow;

    /// <summary>Number of the asset, when the way here led past it.</summary>
    [SupplyParameterFromQuery(Name = "asset")]
    private string? AssetParameter { get; set; }

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private FaultActions Actions { get; set; } = default!;

    [Inject]
    private FaultFiles Files { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The open fault of that family, which the report becomes a part of.</summary>
    private FaultRow? Joins => _open.FirstOrDefault(fault => fault.Family == _form?.TrueFamily);

    protected override async Task OnInitializedAsync()
    {
        if (int.TryParse(AssetParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var asset)) await ChooseAsync(new AssetId(asset));
    }

    private async Task FindAsync()
    {
        var caller = await CallerAsync();
        _found = await Registry.ListAsync(caller.Scope, new AssetFilter { Search = _search.Trim(), Paging = new Paging(0, MostFound) }, CancellationToken.None);
    }

    private async Task ChooseAsync(AssetId id)
    {
        var caller = await CallerAsync();
        // A link to somebody else's asset finds nothing, as if there were none.
        if (await Registry.GetAsync(caller.Scope, id, CancellationToken.None) is not { } asset || !Catalog.TryGet(asset.Row.Place.TypeKey, out var template)) return;
        (_place, _open, _form) = (asset.Row.Place, asset.OpenFaults, new FaultReportForm(template, caller.Role));
        // A crew shows what its firm was given, on its phone.
        _mayShow = caller.Role != Role.Crew && FaultRights.Has(caller.Role, FaultAction.Comment);
    }

    private void AnotherAsset() => (_place, _form, _done, Refusal) = (null, null, null, null);

    private void TakePhotos(InputFileChangeEventArgs change)
    {
        Refusal = null;
        _photos = [];
        if (change.FileCount > MostPhotos) Refusal = T["report.tooManyPhotos", MostPhotos];
        else if (change.GetMultipleFiles(MostPhotos).FirstOrDefault(file => file.Size > FaultFiles.MaximumBytes) is { } large) Refusal = T["report.photoTooLarge", large.Name, FaultFiles.MaximumBytes >> 20];
        else _photos = change.GetMultipleFiles(MostPhotos);
    }

    private Task SendAsync() => _form is not { } form || _place is not { } place ? Task.CompletedTask : AskAsync(async caller =>
    {
        var outcome = await Actions.ReportAsync(caller, form.ToReport(place.Id, Zone), CancellationToken.None);
        _leftOut.Clear();
        if (outcome.ContactLeftOut) _leftOut.Add(T["report.contactLeftOut", ReporterContact.Maximum]);
        foreach (var photo in _photos) await ShowAsync(caller, outcome.Fault, photo);
        _done = outcome;
        if (_leftOut.Count == 0) Navigation.NavigateTo($"/faults/{outcome.Fault.Value}");
    });

    /// <summary>The fault stands by now: a picture that isn't taken is said beside it.</summary>
    private async Task ShowAsync(Caller caller, FaultId fault, IBrowserFile photo)
    {
        try
        {
            using var bytes = new MemoryStream();
            await using var stream = photo.OpenReadStream(FaultFiles.MaximumBytes);
            await stream.CopyToAsync(bytes);
            await Files.AddAsync(caller, new NewFile(fault, FaultFileKind.Other, bytes.ToArray()), CancellationToken.None);
        }
        catch (RuleViolation refused)
        {
            _leftOut.Add($"{photo.Name}: {Terms.Say(refused.Reason)}");
        }
        catch (IOException)
        {
            _leftOut.Add(T["report.photoLost", photo.Name]);
        }
    }
}
