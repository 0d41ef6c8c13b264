using Facilities.Domain.Contracts;
using Facilities.Domain.Inspections;

namespace Facilities.Domain.Tests.Contracts;

/// <summary>Delivered against contracted, clause by clause.</summary>
public sealed class ClauseEvaluation_Tests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Given = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Visits: D done, L late, M missed, O overdue, P planned, U due, X excused, A done by another firm.</summary>
    [Theory]
    [InlineData(ClauseKind.VisitsDone, 1, "DDL", 3, 0, ClauseResult.Met)]
    [InlineData(ClauseKind.VisitsDone, 0.5, "DM", 1, 1, ClauseResult.Met)]
    [InlineData(ClauseKind.VisitsDone, 0.6, "DM", 1, 1, ClauseResult.NotMet)]
    [InlineData(ClauseKind.VisitsDone, 1, "DO", 1, 1, ClauseResult.NotMet)]
    [InlineData(ClauseKind.VisitsDone, 1, "DA", 1, 1, ClauseResult.NotMet)]
    [InlineData(ClauseKind.VisitsDone, 1, "DPUX", 1, 0, ClauseResult.Met)]
    [InlineData(ClauseKind.VisitsDone, 0.01, "PUX", 0, 0, ClauseResult.NoData)]
    [InlineData(ClauseKind.VisitsOnTime, 0.95, "DDDDDDDDDDDDDDDDDDDL", 19, 1, ClauseResult.Met)]
    [InlineData(ClauseKind.VisitsOnTime, 0.96, "DDDDDDDDDDDDDDDDDDDL", 19, 1, ClauseResult.NotMet)]
    [InlineData(ClauseKind.VisitsOnTime, 0.01, "", 0, 0, ClauseResult.NoData)]
    public void Visits_are_counted_of_what_had_to_be_made_by_the_firm(ClauseKind kind, double target, string visits, int delivered, int failed, ClauseResult result)
    {
        var done = ClauseEvaluation.Evaluate(new ContractClause(kind, target), [.. visits.Select(Visit)], [], Now);

        (done.Delivered.Count, done.Failed.Count, done.Unknown.Count, done.Result).ShouldBe((delivered, failed, 0, result));
    }

    /// <summary>Verdicts of visits made: p proven, h partly, c contradicted, n no data, - not judged.</summary>
    [Theory]
    [InlineData("ppp", 0.9, 3, 0, 0, ClauseResult.Met)]
    [InlineData("pc", 0.9, 1, 1, 0, ClauseResult.NotMet)]
    [InlineData("ph", 0.6, 1, 1, 0, ClauseResult.NotMet)]
    [InlineData("pnnnn", 0.9, 1, 0, 4, ClauseResult.NoData)]
    [InlineData("ppppppppppn", 0.9, 10, 0, 1, ClauseResult.Met)]
    [InlineData("cccn", 0.5, 0, 3, 1, ClauseResult.NotMet)]
    [InlineData("nnn", 0.01, 0, 0, 3, ClauseResult.NoData)]
    [InlineData("---", 0.01, 0, 0, 0, ClauseResult.NoData)]
    public void What_telemetry_cannot_say_is_never_delivered_and_fails_nobody(string verdicts, double target, int delivered, int failed, int unknown, ClauseResult result)
    {
        ContractVisit[] visits = [.. verdicts.Select((letter, n) => new ContractVisit(new InspectionItemId(n + 1), InspectionState.Done, true, letter switch
        {
            'p' => ProofVerdict.Proven,
            'h' => ProofVerdict.Partly,
            'c' => ProofVerdict.Contradicted,
            'n' => ProofVerdict.NoData,
            _ => null,
        }))];

        var done = ClauseEvaluation.Evaluate(new ContractClause(ClauseKind.VisitsProven, target), visits, [], Now);

        (done.Delivered.Count, done.Failed.Count, done.Unknown.Count, done.Result).ShouldBe((delivered, failed, unknown, result));
    }

    [Fact]
    public void A_proof_counts_only_for_the_firms_own_visits_that_were_made()
    {
        ContractVisit[] visits = [new(new InspectionItemId(1), InspectionState.Done, false, ProofVerdict.Proven), new(new InspectionItemId(2), InspectionState.Missed, true, null)];

        ClauseEvaluation.Evaluate(new ContractClause(ClauseKind.VisitsProven, 0.5), visits, [], Now).Asked.ShouldBe(0);
    }

    /// <summary>Minutes after the firm got it; null: not yet. The limit is 60 minutes.</summary>
    [Theory]
    [InlineData(ClauseKind.Acknowledge, 60, null, null, 0, ClauseResult.Met)]
    [InlineData(ClauseKind.Acknowledge, 61, null, null, 0, ClauseResult.NotMet)]
    [InlineData(ClauseKind.Acknowledge, null, null, null, 0, ClauseResult.NotMet)]
    [InlineData(ClauseKind.Arrive, 1, 60, null, 0, ClauseResult.Met)]
    [InlineData(ClauseKind.Arrive, 1, 75, null, 30, ClauseResult.NotMet)]
    [InlineData(ClauseKind.Fix, 1, 2, 60, 0, ClauseResult.Met)]
    [InlineData(ClauseKind.Fix, 1, 2, 90, 30, ClauseResult.Met)]
    [InlineData(ClauseKind.Fix, 1, 2, 91, 30, ClauseResult.NotMet)]
    [InlineData(ClauseKind.Fix, 1, 2, null, 0, ClauseResult.NotMet)]
    public void Faults_are_timed_from_when_the_firm_got_them_and_holds_lengthen_the_fix_only(ClauseKind kind, int? acknowledged, int? arrived, int? repaired, int held, ClauseResult result)
    {
        var call = new ContractCall(new FaultId(7), Given, After(acknowledged), true, After(arrived), After(repaired), TimeSpan.FromMinutes(held));

        var done = ClauseEvaluation.Evaluate(new ContractClause(kind, 1, TimeSpan.FromMinutes(60)), [], [call], Now);

        done.Result.ShouldBe(result);
        (result == ClauseResult.Met ? done.Delivered : done.Failed).ShouldBe([7]);
    }

    [Fact]
    public void A_fault_that_still_has_time_or_asks_nobody_to_come_is_not_asked_for()
    {
        var call = new ContractCall(new FaultId(7), Given, null, false, null, null, TimeSpan.Zero);

        ClauseEvaluation.Evaluate(new ContractClause(ClauseKind.Acknowledge, 1, TimeSpan.FromMinutes(60)), [], [call], Given.AddMinutes(59)).Result.ShouldBe(ClauseResult.NoData);
        ClauseEvaluation.Evaluate(new ContractClause(ClauseKind.Arrive, 1, TimeSpan.FromMinutes(60)), [], [call], Now).Result.ShouldBe(ClauseResult.NoData);
    }

    [Theory]
    [InlineData(ClauseKind.VisitsDone, 0, null, RuleCodes.ClauseTarget)]
    [InlineData(ClauseKind.VisitsDone, 1.01, null, RuleCodes.ClauseTarget)]
    [InlineData(ClauseKind.VisitsDone, double.NaN, null, RuleCodes.ClauseTarget)]
    [InlineData(ClauseKind.VisitsDone, 1, 5, RuleCodes.ClauseLimit)]
    [InlineData(ClauseKind.Fix, 1, null, RuleCodes.ClauseLimit)]
    [InlineData(ClauseKind.Fix, 1, 0, RuleCodes.ClauseLimit)]
    public void A_clause_has_a_share_and_a_limit_where_faults_are_timed(ClauseKind kind, double target, int? minutes, string code) =>
        Should.Throw<RuleViolation>(() => new ContractClause(kind, target, minutes is { } some ? TimeSpan.FromMinutes(some) : null)).Code.ShouldBe(code);

    [Theory]
    [InlineData("2026Q1", "2026-01-01", "2026-03-31", "2025Q4")]
    [InlineData("2028q4", "2028-10-01", "2028-12-31", "2028Q3")]
    public void A_quarter_has_its_days_and_the_one_before_it(string text, string from, string until, string previous)
    {
        Quarter.TryParse(text, out var quarter).ShouldBeTrue();

        (quarter.From, quarter.Until, quarter.Previous.ToString()).ShouldBe((DateOnly.Parse(from, null), DateOnly.Parse(until, null), previous));
        Quarter.Of(quarter.Until).ShouldBe(quarter);
        foreach (var wrong in new[] { null, "", "2026Q0", "2026Q5", "1999Q1", "2026-1", "+026Q1" }) Quarter.TryParse(wrong, out _).ShouldBeFalse();
    }

    private static DateTimeOffset? After(int? minutes) => minutes is { } some ? Given.AddMinutes(some) : null;

    private static ContractVisit Visit(char letter, int n) => new(new InspectionItemId(n + 1), letter switch
    {
        'D' or 'A' => InspectionState.Done,
        'L' => InspectionState.DoneLate,
        'M' => InspectionState.Missed,
        'O' => InspectionState.Overdue,
        'U' => InspectionState.Due,
        'X' => InspectionState.Excused,
        _ => InspectionState.Planned,
    }, letter != 'A', null);
}
