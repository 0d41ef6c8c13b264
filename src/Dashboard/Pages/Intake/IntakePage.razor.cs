using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>What is refused or unknown, since when, with a sample beside it; one button adopts a device.</summary>
public sealed partial class IntakePage
{
    private const int PageSize = 50;
    private const int SampleLength = 160;

    private Rows<RejectRow> _rejects = new([], 0);
    private Rows<QuarantineRow> _quarantine = new([], 0);
    private IntakeTotals? _totals;
    private IReadOnlyList<FilterOption> _communities = [];
    private Adoption? _adopting;
    private bool _mayRelease;
    private int _version;
    private string? _refusal;

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [SupplyParameterFromQuery(Name = "mappings")]
    private string? MappingsParameter { get; set; }

    [Inject]
    private IntakeQueries Intake { get; set; } = default!;

    [Inject]
    private QuarantineAdoption Quarantine { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Intake);

    private int PageNumber => PageQuery.Number(PageParameter);

    private int MappingsPage => PageQuery.Number(MappingsParameter);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _rejects = await Intake.RejectsAsync(caller.Scope, new Paging((PageNumber - 1) * PageSize, PageSize), cancellationToken);
        _quarantine = await Intake.QuarantineAsync(caller.Scope, new Paging(0, 100), cancellationToken);
        _totals = await Intake.TotalsAsync(cancellationToken);
        _version++;
        _mayRelease = RoleRights.Has(caller.Role, Right.ReleaseQuarantine);
        if (_mayRelease && _communities.Count == 0)
        {
            _communities = [.. (await Registry.CommunitiesAsync(caller.Scope, cancellationToken)).Select(choice => new FilterOption(choice.Id.Value.ToString(CultureInfo.InvariantCulture), AssetWords.Name(choice.Name)))];
        }
    }

    private string MappingsAddress(int page) => Navigation.GetUriWithQueryParameter("mappings", page);

    private string Reason(string code) => T["reason." + code] is { ResourceNotFound: false } known ? known.Value : code;

    private async Task AdoptAsync(QuarantineRow row)
    {
        var suggested = (await Registry.CommunitiesAsync(Caller.Scope, Gone)).FirstOrDefault(choice => choice.SiteCode == row.SuggestedSite);
        _adopting = new Adoption(row) { Community = suggested?.Id.Value ?? 0 };
    }

    private void CancelAdopt() => _adopting = null;

    private async Task AdoptedAsync()
    {
        _adopting = null;
        await RefreshAsync();
    }

    /// <summary>Somebody else may have been quicker: then there is nothing left to do, and the list says so.</summary>
    private async Task DismissAsync(QuarantineRow row)
    {
        _refusal = null;
        try
        {
            await Quarantine.DismissAsync(Caller, row.Id, CancellationToken.None);
        }
        catch (RuleViolation refused)
        {
            _refusal = Terms.Say(refused.Reason);
        }

        await RefreshAsync();
    }
}
