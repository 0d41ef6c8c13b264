using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Permits;
using Facilities.Operations.Permits;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Permits of the asset (停用, 检修, 测试) in the site's time: what runs, what was, and a form for who may grant one.</summary>
public sealed partial class PermitCard
{
    private const int Shown = 3;

    private static readonly string[] Reasons =
        [ReasonCodes.PermitMaintenance, ReasonCodes.PermitInspection, ReasonCodes.PermitDrill, ReasonCodes.PermitRenovation, ReasonCodes.PermitUnused, ReasonCodes.PermitOther];

    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private bool _open;
    private bool _all;
    private PermitKind _kind = PermitKind.Work;
    private string _reason = ReasonCodes.PermitMaintenance;
    private DateTime _from;
    private DateTime _until;
    private string _hours = "";
    private string _note = "";

    [Parameter, EditorRequired]
    public AssetId Asset { get; set; }

    [Parameter, EditorRequired]
    public string TypeKey { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<PermitRow> Permits { get; set; } = [];

    [Parameter]
    public bool MayGrant { get; set; }

    [Inject]
    private PermitBook Book { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SiteZone SiteZone { get; set; } = default!;

    private string Zone => SiteZone.Zone.Id;

    private IEnumerable<(string Key, string Name)> Families => Catalog.TryGet(TypeKey, out var template)
        ? template.Families.Where(family => family.Key != FaultFamilies.Entrapment).Select(family => (family.Key, AssetWords.Name(family.Name)))
        : [];

    private void Open()
    {
        _open = true;
        Refusal = null;
        var now = SiteZone.ToLocal(Format.Now).DateTime;
        _from = now.Date.AddHours(now.Hour);
        _until = _from.AddHours(4);
        _families.Clear();
    }

    private void Toggle(string family)
    {
        if (!_families.Remove(family)) _families.Add(family);
    }

    private Task GrantAsync() => AskAsync(
        caller => Book.GrantAsync(caller, Asset, new PermitDraft
        {
            Kind = _kind,
            Reason = _reason,
            From = _from,
            Until = _until,
            Hours = _hours,
            Families = [.. _families],
            Note = _note,
        }, CancellationToken.None), () => _open = false);

    private Task EndAsync(PermitId permit) => AskAsync(caller => Book.EndAsync(caller, permit, CancellationToken.None));

    private string Local(DateTime local) => $"{Format.ShortDay(DateOnly.FromDateTime(local))} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
}
