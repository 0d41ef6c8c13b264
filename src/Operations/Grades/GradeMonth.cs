using Facilities.Domain.Grades;
using Facilities.Storage.Relational.Grades;

namespace Facilities.Operations.Grades;

/// <summary>A community's grade of one month, with its causes.</summary>
/// <param name="Month">First day.</param>
/// <param name="IsClosed">It is over and stays; false: provisional, of the month before <paramref name="AsOf"/>.</param>
/// <param name="AsOf">The facts are those until then.</param>
/// <param name="Score">0–100; null: too little was seen.</param>
/// <param name="Own">The month's own grade.</param>
/// <param name="Grade">What holds, with the months before and what a reviewer granted.</param>
/// <param name="UnderAppeal">It is frozen and counts for no list and no ranking.</param>
/// <param name="Coverage">Share of asset-days in which enough was seen, 0 to 1; null: none.</param>
/// <param name="Reasons">What takes points; 100 less their points is the score.</param>
/// <param name="Vetoes">What makes it red.</param>
public sealed record GradeMonth(
    DateOnly Month, bool IsClosed, DateTimeOffset AsOf, int? Score, Grade Own, Grade Grade, bool UnderAppeal, double? Coverage, IReadOnlyList<GradeReason> Reasons, IReadOnlyList<GradeReason> Vetoes)
{
    internal static GradeMonth Of(CommunityGrade row) => new(
        row.Month, row.IsClosed, row.AsOf, row.Score, row.Own, row.Holds, row.UnderAppeal, row.Coverage, [.. row.Reasons.Select(reason => reason.Reason())], [.. row.Vetoes.Select(veto => veto.Reason())]);
}
