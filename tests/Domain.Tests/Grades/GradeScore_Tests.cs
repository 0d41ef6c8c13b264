using Facilities.Domain.Faults;
using Facilities.Domain.Grades;

namespace Facilities.Domain.Tests.Grades;

/// <summary>The communities' grade and its properties, on seeded random facts.</summary>
public sealed class GradeScore_Tests
{
    private static readonly GradeFacts Well = new() { Assets = 100, Households = 1_000, Coverage = 1 };

    [Fact]
    public void A_community_with_nothing_against_it_is_blue_and_every_part_says_so()
    {
        var result = GradeScore.Of(Well, 90);
        result.Grade.ShouldBe(Grade.Blue);
        result.Score.ShouldBe(97); // 100 assets: two thirds its own 100, one third the district's 90
        result.Reasons.Count(reason => reason.Most > 0).ShouldBe(4);
        result.Reasons.Where(reason => reason.Most > 0).ShouldAllBe(reason => reason.Points == 0);
    }

    [Fact]
    public void Each_part_takes_what_the_formula_says()
    {
        // 20 of burden per 100 assets: 1 − 1/e of 30.
        Points(Well with { Faults = [Fault(1, Severity.P1), Fault(2, Severity.P1)] }, ReasonCodes.GradeFaults).ShouldBe(30 * (1 - Math.Exp(-1)), 1e-9);
        // One that has been over for 90 days weighs half.
        Points(Well with { Faults = [Fault(1, Severity.P1), Fault(2, Severity.P1, days: 90)] }, ReasonCodes.GradeFaults).ShouldBe(30 * (1 - Math.Exp(-0.75)), 1e-9);
        // A repeated one by the hotline counts four times.
        Points(Well with { Complaints = [new(Link(1), Hotline: true, Repeat: true), new(Link(2), false, false)] }, ReasonCodes.GradeComplaints).ShouldBe(25 * (1 - Math.Exp(-1)), 1e-9);
        Points(Well with { Inspections = new() { Due = 10, OnTime = 9, Proven = 6, Partly = 2, NoData = 1, Contradicted = 1 } }, ReasonCodes.GradeInspections).ShouldBe(30 * (1 - (0.9 * 0.75)), 1e-9);
        Points(Well with { Faults = [.. Enumerable.Range(1, 5).Select(id => Fault(id, Severity.P4, failed: true))] }, ReasonCodes.GradeLoop).ShouldBe(15 * (1 - Math.Exp(-1)), 1e-9);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(0.49)]
    public void What_is_hardly_seen_is_not_graded_and_never_blue(double? coverage)
    {
        var result = GradeScore.Of(Well with { Coverage = coverage }, 100);
        result.Grade.ShouldBe(Grade.NotGraded);
        result.Score.ShouldBeNull();
        result.Reasons[0].Text.Code.ShouldBe(coverage is 0.49 ? ReasonCodes.GradeUnseen : ReasonCodes.GradeNeverSeen);
    }

    [Fact]
    public void Complaints_are_left_out_and_said_so_where_nobody_knows_how_many_households_there_are()
    {
        var result = GradeScore.Of(Well with { Households = 0, Complaints = [new(Link(1), true, true)] }, 90);
        result.Score.ShouldBe(97);
        result.Reasons.ShouldContain(reason => reason.Text.Code == ReasonCodes.GradeComplaintsUncounted && reason.Links.Count == 1);
    }

    [Fact]
    public void The_score_stays_within_its_bounds_the_reasons_add_up_and_their_order_doesnt_matter() => Seeds.Check(300, random =>
    {
        var (facts, peers) = (Some(random), Peers(random));
        var result = GradeScore.Of(facts, peers);
        if (result.Score is not { } score) return;
        score.ShouldBeInRange(0, 100);
        ((double)score).ShouldBe(100 - result.Reasons.Sum(reason => reason.Points), 0.5 + 1e-9);
        var turned = facts with { Faults = [.. facts.Faults.Reverse()], Complaints = [.. facts.Complaints.Reverse()], Vetoes = [.. facts.Vetoes.Reverse()] };
        (GradeScore.Of(turned, peers).Grade, GradeScore.Of(turned, peers).Score).ShouldBe((result.Grade, result.Score));
    });

    [Fact]
    public void More_faults_or_complaints_never_raise_a_grade() => Seeds.Check(300, random =>
    {
        var (facts, peers) = (Some(random), Peers(random));
        var worse = facts with
        {
            Faults = [.. facts.Faults, Fault(9_001, (Severity)random.Next(1, 5), random.Next(0, 400), random.Next(2) == 0)],
            Complaints = random.Next(2) == 0 ? facts.Complaints : [.. facts.Complaints, new(Link(9_002), random.Next(2) == 0, random.Next(2) == 0)],
        };
        NeverBetter(GradeScore.Of(worse, peers), GradeScore.Of(facts, peers));
    });

    [Fact]
    public void More_proof_never_lowers_a_grade() => Seeds.Check(300, random =>
    {
        var (facts, peers) = (Some(random), Peers(random));
        var done = facts.Inspections;
        var better = random.Next(5) switch
        {
            0 when done.NoData > 0 => done with { NoData = done.NoData - 1, Proven = done.Proven + 1 },
            1 when done.Partly > 0 => done with { Partly = done.Partly - 1, Proven = done.Proven + 1 },
            2 when done.NoData > 0 => done with { NoData = done.NoData - 1, Partly = done.Partly + 1 },
            3 when done.Contradicted > 0 => done with { Contradicted = done.Contradicted - 1, Proven = done.Proven + 1 },
            4 when done.OnTime < done.Due => done with { OnTime = done.OnTime + 1 },
            _ => done with { Proven = done.Proven + 1 },
        };
        // A first record that telemetry judges can't be better than none: none is believed in full.
        if (done.Proven + done.Partly + done.NoData + done.Contradicted == 0 && better.Proven == 0) return;
        NeverBetter(GradeScore.Of(facts, peers), GradeScore.Of(facts with { Inspections = better }, peers));
    });

    [Fact]
    public void Rules_that_believed_records_are_named_and_take_no_points()
    {
        var facts = new GradeFacts { Assets = 100, Households = 1_000, Coverage = 1, Complaints = [new(Link(1), Hotline: true, Repeat: false, RulesVersion: 2), new(Link(2), Hotline: true, Repeat: false, RulesVersion: 1), new(Link(3), Hotline: true, Repeat: false)] };
        var result = GradeScore.Of(facts, 80);

        var rules = result.Reasons.Single(reason => reason.Text.Code == ReasonCodes.GradeComplaintRules);
        (rules.Points, rules.Most, rules.Text.Parameters["count"], rules.Text.Parameters["version"]).ShouldBe((0, 0, "2", "1, 2"));
        result.Score.ShouldBe(GradeScore.Of(facts with { Complaints = [.. facts.Complaints.Select(item => item with { RulesVersion = null })] }, 80).Score);
    }

    [Fact]
    public void A_small_community_isnt_condemned_by_one_event_in_a_district_that_is_well() => Seeds.Check(300, random =>
    {
        var small = new GradeFacts { Assets = random.Next(1, 21), Households = random.Next(20, 400), Coverage = 1 };
        var (fault, complaint) = (Fault(1, Severity.P1, failed: true), new GradeComplaint(Link(1), Hotline: true, Repeat: false));
        var hit = random.Next(2) == 0
            ? small with { Faults = [fault], Complaints = [complaint] }
            : small with { Inspections = new() { Due = 1, OnTime = 0 } };
        var result = GradeScore.Of(hit, random.Next(2) == 0 ? GradeScore.Peers([]) : GradeScore.BlueFrom + (20 * random.NextDouble()));
        result.Grade.ShouldNotBe(Grade.Red);
        GradeScore.Of(hit with { Vetoes = [new(GradeVetoKind.ExpiredInspection, Link(3))] }, 100).Grade.ShouldBe(Grade.Red);
    });

    [Fact]
    public void A_veto_always_wins() => Seeds.Check(300, random =>
    {
        var kind = Enum.GetValues<GradeVetoKind>()[random.Next(Enum.GetValues<GradeVetoKind>().Length)];
        var result = GradeScore.Of(Some(random) with { Vetoes = [new(kind, Link(5)), new(kind, Link(6))] }, Peers(random));
        result.Grade.ShouldBe(Grade.Red);
        result.Vetoes.Single().Links.Select(link => link.Id).ShouldBe([5, 6]);
        GradeCourse.Shown(result.Grade, random.Next(2) == 0, (Grade)random.Next(0, 4), (Grade)random.Next(0, 4)).ShouldBe(Grade.Red);
    });

    [Fact]
    public void Nobody_is_graded_worse_for_his_neighbours_and_a_district_of_few_says_little() => Seeds.Check(300, random =>
    {
        var own = GradeScore.Own(Some(random) with { Vetoes = [], Coverage = 1, Assets = random.Next(1, 60) });
        GradeScore.Settle(own, Peers(random)).Grade.ShouldBeOneOf([.. Enum.GetValues<Grade>().Where(grade => grade >= GradeScore.ByScore((int)Math.Round(own.Points!.Value, MidpointRounding.AwayFromZero)))]);
        GradeScore.Peers([]).ShouldBe(GradeScore.BlueFrom);
        GradeScore.Peers([(0, 1)]).ShouldBe(80 * 50 / 51.0, 1e-9);
        GradeScore.Peers([(40, 450)]).ShouldBe(44, 1e-9);
    });

    [Fact]
    public void Causes_keep_the_heaviest_facts_and_no_more_than_a_page_shows()
    {
        var many = Well with { Faults = [.. Enumerable.Range(1, 40).Select(id => Fault(id, id == 33 ? Severity.P1 : Severity.P3))] };
        var cause = GradeScore.Of(many, 80).Reasons.Single(reason => reason.Text.Code == ReasonCodes.GradeFaults);
        cause.Links.Count.ShouldBe(GradeScore.MostLinks);
        cause.Links[0].Id.ShouldBe(33);
        cause.Text.Parameters["count"].ShouldBe("40");
    }

    private static void NeverBetter(GradeResult worse, GradeResult better)
    {
        (worse.Grade <= better.Grade).ShouldBeTrue();
        if (worse.Score is { } low && better.Score is { } high) low.ShouldBeLessThanOrEqualTo(high);
    }

    private static double Points(GradeFacts facts, string code) => GradeScore.Own(facts).Reasons.Single(reason => reason.Text.Code == code).Points;

    private static GradeFacts Some(Random random) => new()
    {
        Assets = random.Next(0, 300),
        Households = random.Next(0, 3_000),
        Faults = [.. Enumerable.Range(1, random.Next(0, 30)).Select(id => Fault(id, (Severity)random.Next(1, 5), random.Next(0, 400), random.Next(3) == 0))],
        Complaints = [.. Enumerable.Range(1, random.Next(0, 8)).Select(id => new GradeComplaint(Link(id), random.Next(2) == 0, random.Next(3) == 0))],
        Inspections = Records(random),
        Vetoes = random.Next(6) == 0 ? [new(GradeVetoKind.FirePumpNotAutomatic, Link(7))] : [],
        Coverage = random.Next(6) == 0 ? null : random.NextDouble(),
    };

    private static GradeInspections Records(Random random)
    {
        var due = random.Next(0, 60);
        return new GradeInspections { Due = due, OnTime = random.Next(0, due + 1), Proven = random.Next(0, 20), Partly = random.Next(0, 5), NoData = random.Next(0, 5), Contradicted = random.Next(0, 4) };
    }

    private static double Peers(Random random) => random.Next(4) == 0 ? GradeScore.Peers([]) : 100 * random.NextDouble();

    private static GradeFault Fault(int id, Severity severity, int days = 0, bool failed = false) => new(Link(id), severity, TimeSpan.FromDays(days), failed);

    private static GradeLink Link(int id) => new(GradeLinkKind.Fault, id, $"F-{id}");
}
