using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Operations.Access;
using Facilities.Operations.Grades;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Grades;

/// <summary>The communities by their grade, the worst first; for regulators the subdistricts too.</summary>
public sealed partial class GradesPage
{
    private IReadOnlyList<GradeRow> _rows = [];
    private IReadOnlyList<SubdistrictRank> _ranks = [];
    private string _quarter = "";

    [Inject]
    private GradeQueries Grades { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    protected override LiveInterest? Interest => LiveInterest.In(LiveTopic.Site);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _rows = await Grades.ListAsync(caller, cancellationToken);
        _ranks = RoleRights.Has(caller.Role, Right.Supervise) ? await Grades.RankAsync(caller, cancellationToken) : [];
        _quarter = Quarter.Of(Zone.DayOf(Clock.GetUtcNow())).Previous.ToString();
    }

    private static string ScoreOf(int? score) => score?.ToString(CultureInfo.InvariantCulture) ?? DisplayFormat.NoValue;

    /// <summary>What weighs most: a veto, else the part that took most; nothing took anything: that.</summary>
    private string Cause(GradeMonth? month) =>
        month is null ? T["cause.waiting"]
        : month.Vetoes.Count > 0 ? Terms.Say(month.Vetoes[0].Text)
        : month.Reasons.FirstOrDefault(reason => month.Score is null || (reason.Most > 0 && reason.Points >= 0.05)) is { } most ? Terms.Say(most.Text)
        : T["cause.none"];
}
