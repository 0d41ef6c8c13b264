using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>
/// What is planned, by year, month or as a list; all of it in the address. A row is dragged to another day, or given one by its form; what the law doesn't leave
/// open is refused with the reason.
/// </summary>
public sealed partial class PlanPage
{
    private const string DayFormat = "yyyy-MM-dd";

    private IReadOnlyList<PlannedDay> _days = [];
    private IReadOnlyList<FilterOption> _firms = [];
    private IReadOnlyList<FilterOption> _crew = [];
    private Rows<InspectionRow> _rows = new([], 0);
    private InspectionRow? _dragged;
    private string? _refusal;
    private bool _mayPlan;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewParameter { get; set; }

    /// <summary>A day of the period that is shown.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    private string? AtParameter { get; set; }

    [SupplyParameterFromQuery(Name = "firm")]
    private string? FirmParameter { get; set; }

    [SupplyParameterFromQuery(Name = "crew")]
    private string? CrewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "who")]
    private string? WhoParameter { get; set; }

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private InspectionCalendar Plan { get; set; } = default!;

    [Inject]
    private InspectionActions Actions { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private PlanView View => Enum.TryParse<PlanView>(ViewParameter, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : PlanView.Month;

    private DateOnly Chosen => DateOnly.TryParseExact(AtParameter, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100 ? day : Inspections.Today;

    /// <summary>First day of the year or month.</summary>
    private DateOnly First => View == PlanView.Year ? new DateOnly(Chosen.Year, 1, 1) : new DateOnly(Chosen.Year, Chosen.Month, 1);

    private DateOnly Last => View == PlanView.Year ? new DateOnly(Chosen.Year, 12, 31) : First.AddMonths(1).AddDays(-1);

    private string Period => View == PlanView.Year ? First.Year.ToString(CultureInfo.InvariantCulture) : First.ToString("Y", CultureInfo.CurrentCulture);

    private static IEnumerable<Performer> Performers => InspectionTemplates.All.Select(duty => duty.Performer).Distinct().Order();

    private IReadOnlyList<FilterOption> WhoOptions => [.. Performers.Select(performer => new FilterOption(performer.ToString(), T["performer." + performer]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        if (_firms.Count == 0) _firms = [.. (await Plan.FirmsAsync(caller.Scope, cancellationToken)).Select(firm => new FilterOption(firm.Id.ToString(), AssetWords.Name(firm.Name)))];
        if (_crew.Count == 0) _crew = [.. (await Plan.CrewAsync(caller, cancellationToken)).Select(person => new FilterOption(person.Id.ToString(), AssetWords.Name(person.Name)))];
        _mayPlan = RoleRights.Has(caller.Role, Right.PlanInspections);
        var filter = new InspectionFilter
        {
            PendingOnly = false,
            ByPlannedDay = true,
            Community = Community,
            Firm = int.TryParse(FirmParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var firm) ? new OrganisationId(firm) : null,
            Crew = int.TryParse(CrewParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var person) ? new UserId(person) : null,
            Performer = Enum.TryParse<Performer>(WhoParameter, out var performer) && Enum.IsDefined(performer) ? performer : null,
            Paging = Paging,
        };
        // Whole weeks, so that a month's table has no holes.
        var (from, until) = View == PlanView.Month ? (Monday(First), Monday(Last).AddDays(6)) : (First, Last);
        if (View != PlanView.List) _days = await Plan.DaysAsync(caller, filter with { PlannedFrom = from, PlannedUntil = until }, cancellationToken);
        _rows = View switch
        {
            PlanView.Year => new Rows<InspectionRow>([], 0),
            PlanView.Month => await Inspections.ListAsync(caller.Scope, filter with { PlannedFrom = Chosen, PlannedUntil = Chosen }, cancellationToken),
            _ => await Inspections.ListAsync(caller.Scope, filter with { PlannedFrom = First, PlannedUntil = Last }, cancellationToken),
        };
    }

    private async Task DropAsync(DateOnly day)
    {
        if (_dragged is not { } row) return;
        _dragged = null;
        _refusal = null;
        try
        {
            await Actions.RescheduleAsync(await Callers.GetAsync(CancellationToken.None), row.Id, day, CancellationToken.None);
            await RefreshAsync();
        }
        catch (RuleViolation refused)
        {
            _refusal = Terms.Say(refused.Reason);
        }
    }

    private string? KindOf(DateOnly day) => _days.FirstOrDefault(known => known.Day == day) is { Kind: not DayKind.Working } known ? known.Name ?? T["day." + known.Kind] : null;

    private bool Holds(DateOnly day) => day >= First && day <= Last;

    private DateOnly Step(int by) => View == PlanView.Year ? First.AddYears(by) : First.AddMonths(by);

    private string DayLink(DateOnly day) => Link("at", Text(day)) is var address && View == PlanView.Year ? address.Replace("view=year", "view=month", StringComparison.OrdinalIgnoreCase) : address;

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string? Word(PlanView view) => view == PlanView.Month ? null : view.ToString().ToLowerInvariant();

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
