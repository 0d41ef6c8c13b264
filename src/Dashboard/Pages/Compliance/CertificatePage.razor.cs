using Facilities.Dashboard.Components;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Papers that are missing, over or soon over, the worst first.</summary>
public sealed partial class CertificatePage
{
    private Rows<CertificateRow> _rows = new([], 0);

    [SupplyParameterFromQuery(Name = "worst")]
    private string? WorstParameter { get; set; }

    [Inject]
    private Certificates Papers { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private IReadOnlyList<FilterOption> WorstOptions => [.. new[] { CertificateState.Missing, CertificateState.Expired, CertificateState.ExpiresSoon }.Select(state => new FilterOption(state.ToString(), T["papers.worst." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        CertificateState? worst = Enum.TryParse<CertificateState>(WorstParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        _rows = await Papers.ListAsync(caller, worst, Paging, cancellationToken);
    }

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
