using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Sampling;
using Facilities.Operations.Supervision;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>Announces a sample; what it says stands in the audit chain from then on.</summary>
public sealed partial class AnnounceForm
{
    private string _key = Guid.NewGuid().ToString("N");
    private DateOnly _from;
    private DateOnly _until;
    private string _duty = "";
    private string _firm = "";
    private int _size = 5;
    private bool _later;
    private string _seed = "";
    private string _source = "";
    private DateTime _at;

    [Parameter, EditorRequired]
    public IReadOnlyList<(string Key, LocalizedName Name)> Duties { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<(OrganisationId Id, LocalizedName Name)> Firms { get; set; } = [];

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Inject]
    private Samples Samples { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    protected override void OnInitialized()
    {
        // The three months before today: what firms have had time to claim.
        (_from, _until) = (Today.AddMonths(-3), Today);
        _at = Today.AddDays(1).ToDateTime(new TimeOnly(21, 30));
    }

    private Task SendAsync() => AskAsync(
        caller => Samples.AnnounceAsync(caller, _key, new SampleDraft(
            new SampleRule(_from, _until, null, int.TryParse(_firm, NumberStyles.None, CultureInfo.InvariantCulture, out var firm) ? new OrganisationId(firm) : null, _duty.Length == 0 ? null : _duty),
            _size, _later ? null : _seed, _later ? _source : null, _later ? Zone.ToUtc(_at) : null), CancellationToken.None),
        () => (_key, _seed, _source) = (Guid.NewGuid().ToString("N"), "", ""));
}
