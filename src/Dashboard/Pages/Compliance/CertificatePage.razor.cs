using Facilities.Dashboard.Components;
using Facilities.Domain.Access;
using Facilities.Domain.Certificates;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Papers that are missing, over or soon over, the worst first; whoever keeps them enters and replaces them here.</summary>
public sealed partial class CertificatePage
{
    private Rows<CertificateRow> _rows = new([], 0);
    private CertificateChoices _choices = new([], []);
    private bool _mayEnter;

    [SupplyParameterFromQuery(Name = "worst")]
    private string? WorstParameter { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindParameter { get; set; }

    /// <summary>What is entered: as <see cref="CertificateForm.Subject"/>.</summary>
    [SupplyParameterFromQuery(Name = "enter")]
    private string? EnterParameter { get; set; }

    [Inject]
    private Certificates Papers { get; set; } = default!;

    [Inject]
    private CertificateBook Book { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private IReadOnlyList<FilterOption> WorstOptions => [.. new[] { CertificateState.Missing, CertificateState.Expired, CertificateState.ExpiresSoon }.Select(state => new FilterOption(state.ToString(), T["papers.worst." + state]))];

    private IReadOnlyList<FilterOption> KindOptions => [.. Enum.GetValues<CertificateKind>().Select(kind => new FilterOption(kind.ToString(), T["paper." + kind]))];

    /// <summary>What the form replaces, if it is on this page.</summary>
    private CertificateRow? Current => _rows.Items.FirstOrDefault(row => row.Id is not null && Subject(row) == EnterParameter);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        CertificateState? worst = Enum.TryParse<CertificateState>(WorstParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        CertificateKind? kind = Enum.TryParse<CertificateKind>(KindParameter, ignoreCase: true, out var only) && Enum.IsDefined(only) ? only : null;
        _rows = await Papers.ListAsync(caller, new CertificateFilter(worst, kind), Paging, cancellationToken);
        _mayEnter = RoleRights.Has(caller.Role, Right.ManageCertificates);
        if (_mayEnter && EnterParameter is not null) _choices = await Book.ChoicesAsync(caller, cancellationToken);
    }

    private static string Subject(CertificateRow row) => row.Place is { } place ? $"a{place.Id}.{row.Kind}" : $"u{row.HolderId}.{row.Kind}";

    /// <summary>Every asset that he sees; of people those whose licences his firm keeps.</summary>
    private static bool MayEnter(CertificateRow row) => row.Place is not null || row.MayEnd;

    private void EnteredAsync() => Navigation.NavigateTo(Link("enter", null));

    private string Export(string format) => Navigation.GetUriWithQueryParameters(
        "/api/certificates/export", new Dictionary<string, object?> { ["worst"] = WorstParameter, ["kind"] = KindParameter, ["format"] = format });

    private static string Tone(CertificateState state) => state switch
    {
        CertificateState.Missing or CertificateState.Expired => "red",
        CertificateState.ExpiresSoon => "org",
        _ => "ink2",
    };

    private static string Symbol(CertificateState state) => state switch
    {
        CertificateState.Missing => "help",
        CertificateState.Expired => "event_busy",
        CertificateState.ExpiresSoon => "schedule",
        _ => "check",
    };

    /// <summary>How long it still holds, or for how long it has been over.</summary>
    private string Left(DateOnly until)
    {
        var days = until.DayNumber - Inspections.Today.DayNumber;
        return days >= 0 ? T["papers.left", days] : T["papers.over", -days];
    }
}
