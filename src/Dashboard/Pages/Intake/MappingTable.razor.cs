using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Intake;
using Facilities.Storage.Relational.Intake;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Which asset each device of another dialect is and what its fields mean; forgotten here, it waits in quarantine again.</summary>
public sealed partial class MappingTable
{
    private const int PageSize = 50;

    private Rows<MappingRow> _rows = new([], 0);
    private (int Version, int Page) _read;
    private int _removing;

    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int PageNumber { get; set; }

    /// <summary>Address of a page.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Link { get; set; } = static _ => "";

    /// <summary>Another one: something changed, it reads again.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    [Inject]
    private MappingBook Mappings { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Version, PageNumber)) return;
        _read = (Version, PageNumber);
        await ReadAsync(await CallerAsync());
    }

    private string Meaning(MappingRow row, FieldMapping field)
    {
        if (field.Point.Length == 0) return T["map.leftOut"];
        var unit = field.Unit.Length > 0 ? $" [{DisplayFormat.UnitText(field.Unit)}]" : "";
        var change = (field.Scale, field.Offset) is (1, 0) ? "" : string.Create(CultureInfo.CurrentCulture, $" × {field.Scale} + {field.Offset}");
        return Words.Point(row.TypeKey, field.Point) + unit + change;
    }

    private Task RemoveAsync(int id) => AskAsync(
        async caller =>
        {
            await Mappings.RemoveAsync(caller, id, CancellationToken.None);
            await ReadAsync(caller);
        },
        () => _removing = 0);

    private async Task ReadAsync(Caller caller) => _rows = await Mappings.ListAsync(caller, new Paging((PageNumber - 1) * PageSize, PageSize), CancellationToken.None);
}
