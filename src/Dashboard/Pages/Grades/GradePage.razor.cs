using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Grades;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Grades;

/// <summary>Why a community has its grade: causes with their facts, the months before, appeals, and the manager's credit.</summary>
public sealed partial class GradePage
{
    /// <summary>Of the ledger; the rest is in the API.</summary>
    private const int ShownEntries = 30;

    private GradeDetail? _detail;
    private GradeMonth? _shown;

    [Parameter]
    public string Site { get; set; } = "";

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthParameter { get; set; }

    [Inject]
    private GradeQueries Grades { get; set; } = default!;

    protected override LiveInterest? Interest => LiveInterest.In(LiveTopic.Site);

    /// <summary>One value a month, oldest first; a month without a score is a gap.</summary>
    private IReadOnlyList<double> Way
    {
        get
        {
            var months = _detail!.Months.ToDictionary(month => month.Month, month => month.Score);
            var (first, last) = (months.Keys.Min(), months.Keys.Max());
            var count = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
            return [.. Enumerable.Range(0, count).Select(n => months.GetValueOrDefault(first.AddMonths(n)) is { } score ? score : double.NaN)];
        }
    }

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _detail = await Grades.FindAsync(caller, Site, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", Site));
        _shown = _detail.Months.FirstOrDefault(month => Key(month) == MonthParameter) ?? (_detail.Months is [var newest, ..] ? newest : null);
    }

    private static string Key(GradeMonth month) => Key(month.Month);

    private static string Key(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string ScoreOf(int? score) => score?.ToString(CultureInfo.InvariantCulture) ?? DisplayFormat.NoValue;

    private string MonthOf(GradeMonth month) => month.IsClosed ? Key(month) : T["running", Key(month)];

    /// <summary>The word of the grade, and why it isn't the month's own.</summary>
    private string Standing(GradeMonth month) =>
        month.UnderAppeal ? T["standing.frozen", T["grade." + month.Grade]]
        : month.Grade == month.Own ? T["grade." + month.Grade]
        : month.Grade > month.Own ? T["standing.granted", T["grade." + month.Grade], T["grade." + month.Own]]
        : T["standing.held", T["grade." + month.Grade], T["grade." + month.Own]];

    private bool CanAppeal(GradeMonth month) =>
        month is { IsClosed: true, Grade: Grade.Red or Grade.Yellow } && _detail!.Appeals.All(appeal => appeal.Month != month.Month)
        && Format.Now < month.AsOf.AddDays(GradeAppeal.Days + 1);
}
