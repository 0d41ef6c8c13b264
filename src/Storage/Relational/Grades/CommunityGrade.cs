using Facilities.Domain;
using Facilities.Domain.Grades;

namespace Facilities.Storage.Relational.Grades;

/// <summary>
/// A community's grade of one month; (community, month) is the key. It is read in two steps: first each community by itself (<see cref="OwnPoints"/>), then, when its
/// district is complete, against the others. A closed month is never computed again.
/// </summary>
public sealed class CommunityGrade
{
    public CommunityId CommunityId { get; set; }

    /// <summary>First day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>The facts are those of the month before it: of a closed month, its end.</summary>
    public DateTimeOffset AsOf { get; set; }

    /// <summary>Assets in service then.</summary>
    public int Assets { get; set; }

    /// <summary>The community by itself; null: too little was seen.</summary>
    public double? OwnPoints { get; set; }

    public double? Coverage { get; set; }

    public IReadOnlyList<StoredGradeReason> OwnReasons { get; set; } = [];

    public IReadOnlyList<StoredGradeReason> OwnVetoes { get; set; } = [];

    /// <summary>What follows shows the facts above; false while the district is still being read.</summary>
    public bool IsSettled { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>0–100; null: not graded.</summary>
    public int? Score { get; set; }

    /// <summary>The month's own.</summary>
    public Grade Own { get; set; }

    /// <summary>With the months before it.</summary>
    public Grade Shown { get; set; }

    public IReadOnlyList<StoredGradeReason> Reasons { get; set; } = [];

    public IReadOnlyList<StoredGradeReason> Vetoes { get; set; } = [];

    /// <summary>An appeal is open: it counts for no list and no ranking.</summary>
    public bool UnderAppeal { get; set; }

    /// <summary>What a reviewer granted instead of <see cref="Shown"/>; null: nothing.</summary>
    public Grade? Granted { get; set; }

    /// <summary>What holds.</summary>
    public Grade Holds => Granted ?? Shown;

    /// <summary>The month's own as later months take it: at least what a reviewer granted.</summary>
    public static Grade OwnOf(Grade own, Grade? granted) => granted is { } better && better > own ? better : own;

    /// <summary>Holds what was read of the community against its peers and the months before.</summary>
    /// <param name="peers">What it is held against, see <see cref="GradeScore.Peers"/>.</param>
    /// <param name="isOver">The month is over: it is closed.</param>
    /// <param name="before">Its closed months before, with what counts as their own and what holds, in any order.</param>
    public void Settle(double peers, bool isOver, IReadOnlyList<(DateOnly Month, Grade Own, Grade Holds)> before)
    {
        var result = GradeScore.Settle(new OwnScore(OwnPoints, Assets, [.. OwnReasons.Select(reason => reason.Reason())], [.. OwnVetoes.Select(veto => veto.Reason())]), peers);
        (Score, Own, IsSettled, IsClosed) = (result.Score, result.Grade, true, isOver);
        Reasons = [.. result.Reasons.Select(StoredGradeReason.Of)];
        Vetoes = [.. result.Vetoes.Select(StoredGradeReason.Of)];
        Follow(before);
    }

    /// <summary>Shows what follows from the months before.</summary>
    public void Follow(IReadOnlyList<(DateOnly Month, Grade Own, Grade Holds)> before)
    {
        var last = before.Where(month => month.Month < Month && month.Holds != Grade.NotGraded).OrderByDescending(month => month.Month).Select(month => (Grade?)month.Holds).FirstOrDefault();
        var previous = before.Where(month => month.Month == Month.AddMonths(-1)).Select(month => (Grade?)month.Own).FirstOrDefault();
        Shown = GradeCourse.Shown(Own, IsClosed, last, previous);
    }
}
