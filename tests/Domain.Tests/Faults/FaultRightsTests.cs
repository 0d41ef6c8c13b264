using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Tests.Faults;

public sealed class FaultRightsTests
{
    /// <summary>
    /// Role × action once more. S system, C crew, D dispatcher, F firm's manager, R regulator, A admin, I insurer, U resident (user without account), M firm's administrator; a short row refuses the rest.
    /// </summary>
    private const string Table = """
        Open               SCDFR..UM
        Accept             S.DF.A..
        Reject             ..D.R...
        Merge              S.D.....
        Dispatch           S.DF.A..
        Acknowledge        .C......
        Return             .C......
        Arrive             .C......
        StartFix           .C......
        RequestHold        .C......
        ApproveHold        ...F....
        RefuseHold         ...F....
        Resume             SC.F....
        ReportFixed        .C......
        StartSoak          S.......
        ExtendSoak         S.......
        AskPerson          S.......
        PassSoak           S.......
        Verify             ..DFR...
        Rate               ..D....U
        Close              S.DFR...
        Reopen             S.DFR..U
        MarkSafe           .CD.....
        ChangeSeverity     S.D.R...
        Comment            .CDFRA.UM
        UpdateFinding      S.......
        ClearFinding       S.......
        ConfirmEntrapment  SCD.....
        RecordRelease      SCD.....
        RecordPersons      .C......
        ReleasePersons     .C......
        NoteOverdue        S.......
        Escalate           S.D.....
        MarkUnstable       S.......
        TickStep           .C......
        RecordParts        .C......
        MoveDeadlines      S.......
        AskPart            ..DFR...
        AcknowledgePart    .CDFR...
        ReturnPart         .CDFR...
        RefusePart         .CDFR...
        WithdrawPart       ..DFR...
        NotePartOverdue    S.......
        """;

    private static readonly Role[] Roles = [Role.System, Role.Crew, Role.Dispatcher, Role.Firm, Role.Regulator, Role.Admin, Role.Insurer, Role.Resident, Role.FirmAdmin];

    public static TheoryData<Role, FaultAction, bool> Pairs()
    {
        var data = new TheoryData<Role, FaultAction, bool>();
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < Roles.Length; i++) data.Add(Roles[i], Enum.Parse<FaultAction>(words[0]), i < words[1].Length && words[1][i] != '.');
        }

        return data;
    }

    [Fact]
    public void The_table_names_every_role_and_every_action()
    {
        Pairs().Select(row => ((Role)row[0], (FaultAction)row[1])).ToList().ShouldBeUnique();
        Pairs().Count.ShouldBe(Enum.GetValues<Role>().Length * Enum.GetValues<FaultAction>().Length);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_role_may_do_what_the_table_says(Role role, FaultAction action, bool allowed) => FaultRights.Has(role, action).ShouldBe(allowed);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_fault_in_the_right_state_refuses_the_wrong_role(Role role, FaultAction action, bool allowed)
    {
        // Actions of the service take no actor.
        if (allowed || action is FaultAction.Open or FaultAction.StartSoak or FaultAction.ExtendSoak or FaultAction.AskPerson or FaultAction.PassSoak or FaultAction.UpdateFinding
            or FaultAction.ClearFinding or FaultAction.NoteOverdue or FaultAction.MarkUnstable or FaultAction.MoveDeadlines or FaultAction.NotePartOverdue) return;
        var state = Enum.GetValues<FaultState>().First(state => FaultTransitions.Next(state, action) is not null);
        var loop = new Loop(hasReporter: action == FaultAction.Rate, source: FaultSource.Resident).To(state);
        Should.Throw<RuleViolation>(() => loop.Do(action, Loop.Of(role))).Code.ShouldBe(RuleCodes.FaultRight);
        loop.Fault.State.ShouldBe(state);
    }

    [Fact]
    public void A_crew_touches_only_what_its_firm_was_given()
    {
        var loop = new Loop().To(FaultState.Dispatched);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Acknowledge, Loop.OtherCrew)).Code.ShouldBe(RuleCodes.FaultNotAssigned);
        loop.Do(FaultAction.Acknowledge);
    }

    [Theory]
    [InlineData(FaultAction.Verify)]
    [InlineData(FaultAction.Close)]
    public void The_fixer_never_verifies_or_closes_own_work_even_in_another_role(FaultAction action)
    {
        var loop = new Loop().To(action == FaultAction.Close ? FaultState.FollowUp : FaultState.Soaking);
        var fixerAsManager = new Actor(Loop.Crew.User, Role.Firm, Loop.Firm);
        Should.Throw<RuleViolation>(() => loop.Do(action, fixerAsManager)).Code.ShouldBe(RuleCodes.FaultFourEyes);
        loop.Do(action, Loop.Manager);
    }

    [Fact]
    public void Whoever_began_the_work_before_another_took_over_is_a_fixer_too()
    {
        var loop = new Loop().To(FaultState.Fixing).Do(FaultAction.Dispatch);
        var second = new Actor(new UserId(13), Role.Crew, Loop.Firm);
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix, FaultAction.ReportFixed }) loop.Do(action, second);
        loop.Do(FaultAction.StartSoak).Do(FaultAction.PassSoak);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Close, new Actor(Loop.Crew.User, Role.Dispatcher, null))).Code.ShouldBe(RuleCodes.FaultFourEyes);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Close, new Actor(second.User, Role.Dispatcher, null))).Code.ShouldBe(RuleCodes.FaultFourEyes);
    }

    [Fact]
    public void A_fixer_of_an_earlier_round_stays_one_after_a_reopening()
    {
        var loop = new Loop().To(FaultState.FollowUp).Do(FaultAction.Reopen);
        loop.Fault.Workers.ShouldContain(Loop.Crew.User!.Value);
    }

    [Fact]
    public void Only_a_regulator_closes_rejects_or_merges_what_a_regulator_opened()
    {
        var loop = new Loop(source: FaultSource.Regulator, openedBy: Loop.Regulator);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Reject)).Code.ShouldBe(RuleCodes.FaultRegulatorOnly);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Merge)).Code.ShouldBe(RuleCodes.FaultRegulatorOnly);
        loop.To(FaultState.FollowUp).Wait(TimeSpan.FromDays(10));
        foreach (var actor in new[] { Loop.Manager, Loop.Dispatcher, Actor.System })
        {
            Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Close, actor)).Code.ShouldBe(RuleCodes.FaultRegulatorOnly);
        }

        loop.Do(FaultAction.Close, Loop.Regulator).Fault.State.ShouldBe(FaultState.Closed);
    }

    [Fact]
    public void Whoever_asked_for_a_hold_does_not_approve_it()
    {
        var loop = new Loop().To(FaultState.Fixing).Do(FaultAction.RequestHold);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.ApproveHold, new Actor(Loop.Crew.User, Role.Firm, Loop.Firm))).Code.ShouldBe(RuleCodes.FaultFourEyes);
    }

    [Fact]
    public void The_service_never_merges_a_P1()
    {
        var loop = new Loop(Severity.P1);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.Merge, Actor.System)).Code.ShouldBe(RuleCodes.FaultP1Single);
        new Loop(Severity.P2).Do(FaultAction.Merge, Actor.System).Fault.State.ShouldBe(FaultState.Merged);
    }

    [Fact]
    public void Names_what_somebody_may_do_now()
    {
        var loop = new Loop().To(FaultState.Dispatched);
        FaultRights.Allowed(loop.Fault, Loop.Crew).ShouldBe([FaultAction.Acknowledge, FaultAction.Return, FaultAction.MarkSafe, FaultAction.Comment], ignoreOrder: true);
        FaultRights.Allowed(loop.Fault, Loop.OtherCrew).ShouldBe([FaultAction.Comment]);
        FaultRights.Allowed(loop.Fault, Loop.Insurer).ShouldBeEmpty();
        FaultRights.Allowed(new Loop().To(FaultState.FollowUp).Fault, Loop.Manager).ShouldBe([FaultAction.Close, FaultAction.Reopen, FaultAction.Comment, FaultAction.AskPart], ignoreOrder: true);
    }

    [Fact]
    public void What_it_names_can_be_done_and_what_it_does_not_name_is_refused()
    {
        foreach (var state in Enum.GetValues<FaultState>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var actor = Loop.Of(role);
                var allowed = FaultRights.Allowed(new Loop().To(state).Fault, actor);
                foreach (var action in Enum.GetValues<FaultAction>().Where(action => Loop.Usual(action) != Actor.System && action != FaultAction.Open))
                {
                    var loop = new Loop().To(state);
                    // The loop helper asks for the missing hold, person or part first, which is another action.
                    if (action is FaultAction.ApproveHold or FaultAction.RefuseHold or FaultAction.Verify || FaultRights.IsOfParty(action) || action == FaultAction.WithdrawPart) continue;
                    var refused = Record.Exception(() => loop.Do(action, actor)) is RuleViolation;
                    var why = $"{role} {action} in {state}";
                    // The service may close, but only when silence allows it.
                    if (role == Role.System && action is FaultAction.Close or FaultAction.ChangeSeverity) continue;
                    refused.ShouldBe(!allowed.Contains(action), why);
                }
            }
        }
    }
}
