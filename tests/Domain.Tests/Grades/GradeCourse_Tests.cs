using Facilities.Domain.Contracts;
using Facilities.Domain.Grades;
using static Facilities.Domain.Grades.Grade;

namespace Facilities.Domain.Tests.Grades;

/// <summary>What is shown month after month, the credit of project managers, and the lists of a quarter.</summary>
public sealed class GradeCourse_Tests
{
    [Fact]
    public void It_is_worse_at_once_and_better_only_after_two_good_months()
    {
        Course(Blue, Yellow).ShouldBe([Blue, Yellow]);
        Course(Yellow, Blue, Blue).ShouldBe([Yellow, Yellow, Blue]);
        Course(Yellow, Blue, Yellow, Blue, Blue).ShouldBe([Yellow, Yellow, Yellow, Yellow, Blue]);
        Course(Red, Blue, Yellow).ShouldBe([Red, Red, Yellow]);
        Course(Red, Yellow, Blue, Blue).ShouldBe([Red, Red, Yellow, Blue]);
    }

    [Fact]
    public void A_month_that_isnt_graded_is_neither_good_nor_a_way_out()
    {
        Course(Red, NotGraded, Blue, Blue).ShouldBe([Red, NotGraded, Red, Blue]);
        Course(Red, Blue, NotGraded, Blue, Blue).ShouldBe([Red, Red, NotGraded, Red, Blue]);
        Course(NotGraded, Blue).ShouldBe([NotGraded, Blue]);
    }

    [Fact]
    public void A_running_month_can_get_worse_at_once_and_never_better()
    {
        GradeCourse.Shown(Yellow, isClosed: false, Blue, Blue).ShouldBe(Yellow);
        GradeCourse.Shown(Blue, isClosed: false, Yellow, Blue).ShouldBe(Yellow);
        GradeCourse.Shown(Blue, isClosed: true, Yellow, Blue).ShouldBe(Blue);
    }

    [Fact]
    public void What_is_shown_is_never_better_than_the_month_and_gets_better_only_after_two_good_months() => Seeds.Check(300, random =>
    {
        var months = Enumerable.Range(0, 12).Select(_ => (Grade)random.Next(0, 4)).ToArray();
        var shown = Course(months);
        for (var i = 0; i < months.Length; i++)
        {
            if (months[i] == NotGraded) shown[i].ShouldBe(NotGraded);
            else ((int)shown[i]).ShouldBeInRange((int)Red, (int)months[i]);
            var last = shown[..i].LastOrDefault(grade => grade != NotGraded);
            if (last != NotGraded && shown[i] > last) (months[i] > last && months[i - 1] > last).ShouldBeTrue();
        }
    });

    [Fact]
    public void Credit_is_moved_by_facts_alone_and_says_what_follows()
    {
        var link = new GradeLink(GradeLinkKind.Fault, 1, "F-1");
        (CreditLedger.Of([]).Balance, CreditLedger.Of([]).Standing).ShouldBe((100, CreditStanding.Good));
        var ledger = CreditLedger.Of([
            new(CreditKind.FalseRecord, new(2026, 3, 4), link), new(CreditKind.OverdueTop, new(2026, 2, 1), link), new(CreditKind.CleanMonth, new(2026, 1, 31), null),
            new(CreditKind.EarlyCatch, new(2026, 5, 1), link), new(CreditKind.OverdueSevere, new(2026, 5, 2), link), new(CreditKind.MissedStatutory, new(2026, 5, 3), link), new(CreditKind.Reopened, new(2026, 5, 4), link),
        ]);
        ledger.Entries.Select(entry => entry.Points).ShouldBe([1, -5, -10, 3, -2, -3, -1]);
        ledger.Entries.Select(entry => entry.Balance).ShouldBe([101, 96, 86, 89, 87, 84, 83]);
        ledger.Standing.ShouldBe(CreditStanding.Good);
        CreditLedger.Of(Enumerable.Repeat(new CreditFact(CreditKind.OverdueTop, new(2026, 2, 1), link), 5)).Standing.ShouldBe(CreditStanding.Talk);
        CreditLedger.Of(Enumerable.Repeat(new CreditFact(CreditKind.FalseRecord, new(2026, 2, 1), link), 5)).Standing.ShouldBe(CreditStanding.Replace);
    }

    [Fact]
    public void A_red_month_puts_on_the_black_list_and_only_a_clean_quarter_takes_off_again()
    {
        Listed("2026Q1", Blue, Blue, Blue).ShouldBe(GradeListing.Honour);
        Listed("2026Q1", Blue, Yellow, Blue).ShouldBe(GradeListing.None);
        Listed("2026Q1", Blue, Red, Yellow).ShouldBe(GradeListing.Black);
        Listed("2026Q2", Blue, Red, Yellow, Yellow, Yellow, Blue).ShouldBe(GradeListing.Delisted);
        Listed("2026Q2", Blue, Red, Yellow, Yellow, NotGraded, Blue).ShouldBe(GradeListing.Black);
        Listed("2026Q3", Red, Yellow, Yellow, Yellow, Yellow, Blue, Blue, Blue, Blue).ShouldBe(GradeListing.Honour);
        Listed("2026Q2", Blue, Blue, Blue).ShouldBe(GradeListing.None);
        Listed("2026Q1").ShouldBe(GradeListing.None);
    }

    private static GradeListing Listed(string quarter, params Grade[] months)
    {
        Quarter.TryParse(quarter, out var asked).ShouldBeTrue();
        return GradeLists.Of(months.Select((grade, i) => (Month: new DateOnly(2026, 1 + i, 1), grade)).ToDictionary(item => item.Month, item => item.grade), asked);
    }

    private static Grade[] Course(params Grade[] months)
    {
        var shown = new List<Grade>();
        for (var i = 0; i < months.Length; i++)
        {
            Grade? last = shown.Exists(grade => grade != NotGraded) ? shown.FindLast(grade => grade != NotGraded) : null;
            shown.Add(GradeCourse.Shown(months[i], isClosed: true, last, i == 0 ? null : months[i - 1]));
        }

        return [.. shown];
    }
}
