using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>A device of another dialect: which asset it is and what its fields mean, as suggested or as somebody says; then its next message is telemetry.</summary>
public sealed partial class MapForm
{
    /// <summary>Assets to choose from at once; a search finds the others.</summary>
    private const int MostAssets = 100;

    private const int PayloadBytes = StoredReject.SampleBytes;

    private List<AssetPlace> _assets = [];
    private int _total;
    private string? _search;

    [Parameter, EditorRequired]
    public Adoption Adoption { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Communities { get; set; } = [];

    [Parameter]
    public EventCallback Cancel { get; set; }

    [Inject]
    private MappingBook Mappings { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private IReadOnlyList<TemplatePoint> Points => Words.Template(Adoption.Type)?.Points ?? [];

    /// <summary>As a select has it: empty for none.</summary>
    private string CommunityValue
    {
        get => Adoption.Community == 0 ? "" : Adoption.Community.ToString(CultureInfo.InvariantCulture);
        set => Adoption.Community = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
    }

    private string AssetValue
    {
        get => Adoption.Asset?.Id.ToString() ?? "";
        set => (Adoption.Asset, Adoption.By) = (_assets.Find(place => place.Id.ToString() == value), SuggestedBy.Nothing);
    }

    protected override Task OnInitializedAsync() => ReadAsync(async caller =>
    {
        if (Adoption.Fields is null)
        {
            var suggestion = await Mappings.SuggestAsync(caller, Adoption.Row.Id, null, null, CancellationToken.None);
            if (suggestion.Asset is { } asset && await Registry.GetAsync(caller.Scope, asset, CancellationToken.None) is { } detail)
                (Adoption.IsNew, Adoption.Asset, Adoption.By, Adoption.Community) = (false, detail.Row.Place, suggestion.By, detail.Row.Place.CommunityId.Value);
            else Adoption.TypeKey = suggestion.TypeKey;
            Adoption.Take(suggestion);
        }

        if (!Adoption.IsNew) await FillAsync(caller);
    });

    private Task AimAsync(bool isNew)
    {
        Adoption.IsNew = isNew;
        if (isNew && Adoption.TypeKey.Length == 0) Adoption.TypeKey = Adoption.Asset?.TypeKey ?? "";
        return ReadAsync(async caller =>
        {
            if (!isNew) await FillAsync(caller);
            await GuessAsync(caller);
        });
    }

    private Task FindAsync() => ReadAsync(FillAsync);

    /// <summary>Assets of the community whose name or code has what was looked for; the chosen one stays among them.</summary>
    private async Task FillAsync(Caller caller)
    {
        var filter = new AssetFilter
        {
            Community = Adoption.Community == 0 ? null : new CommunityId(Adoption.Community),
            Search = string.IsNullOrWhiteSpace(_search) ? null : _search.Trim(),
            IncludeOutOfService = true,
            Paging = new Paging(0, MostAssets),
        };
        var found = await Registry.ListAsync(caller.Scope, filter, CancellationToken.None);
        _total = found.Total;
        _assets = [.. found.Items.Select(static row => row.Place).OrderBy(static place => place.SiteCode, StringComparer.Ordinal).ThenBy(static place => place.Code, StringComparer.Ordinal)];
        if (Adoption.Asset is { } chosen && !_assets.Exists(place => place.Id == chosen.Id)) _assets.Insert(0, chosen);
    }

    private Task SuggestAsync() => ReadAsync(GuessAsync);

    /// <summary>Another type has other points.</summary>
    private async Task GuessAsync(Caller caller)
    {
        if (Adoption.Type.Length == 0) return;
        Adoption.Take(await Mappings.SuggestAsync(caller, Adoption.Row.Id, Adoption.IsNew ? Adoption.TypeKey : null, Adoption.IsNew ? null : Adoption.Asset?.Id, CancellationToken.None));
    }

    private Task SendAsync() => AskAsync(caller => Mappings.AdoptAsync(caller, Adoption.Row.Id, Adoption.ToMapping(), CancellationToken.None));

    /// <summary>What was sent last, as the point's value.</summary>
    private string Becomes(FieldChoice field)
    {
        if (Words.Definition(Adoption.Type, field.Point)?.Definition is not { } point) return DisplayFormat.NoValue;
        if (point.Kind == PointKind.State) return field.Sample;
        if (MappedSample.Of(field.Sample, field.StatedUnit, field.ToMapping(), point) is not { } value) return T["map.unreadable"];
        return point.Kind == PointKind.Flag ? Format.Flag(value != 0) : Format.Quantity(value, point.Unit);
    }

    private async Task ReadAsync(Func<Caller, Task> read)
    {
        Refusal = null;
        try
        {
            await read(await CallerAsync());
        }
        catch (RuleViolation refused)
        {
            Refusal = Terms.Say(refused.Reason);
        }
    }
}
