using Facilities.Domain.Faults;
using static Facilities.Domain.Faults.FaultState;

namespace Facilities.Domain.Tests.Faults;

public sealed class FaultTransitionsTests
{
    /// <summary>
    /// The whole table once more, written the other way round: a row per action, a column per state in the order of the loop. '.' is refused.
    /// F found, A accepted, D dispatched, K acknowledged, S on site, X fixing, H on hold, I fixed, O soaking, U follow-up, C closed, M merged, R rejected.
    /// </summary>
    private const string Table = """
                           FADKSXHIOUCMR
        Open               .............
        Accept             A............
        Reject             RRRRR........
        Merge              MMMM.........
        Dispatch           .DDDDD.......
        Acknowledge        ..K..........
        Return             ..AA.........
        Arrive             ...S.........
        StartFix           ....X........
        RequestHold        .....XH......
        ApproveHold        .....HH......
        RefuseHold         .....XH......
        Resume             ......X......
        ReportFixed        .....I.......
        StartSoak          .......O.....
        ExtendSoak         ........O....
        AskPerson          ........O....
        PassSoak           ........U....
        Verify             ........U....
        Rate               .........UC..
        Close              .........C...
        Reopen             .......AAAA..
        MarkSafe           ..DKSXHI.....
        ChangeSeverity     FADKSXH......
        Comment            FADKSXHIOUC..
        UpdateFinding      FADKSXHIOU...
        ClearFinding       FADKSXHIOU...
        ConfirmEntrapment  FADKSXHIOU...
        RecordRelease      FADKSXHIOUC..
        RecordPersons      FADKSXHIOUC..
        ReleasePersons     FADKSXHIOUC..
        NoteOverdue        FADKSXH......
        Escalate           FADKSXHIOU...
        MarkUnstable       FADKSXHIOU...
        TickStep           ...KSXHI.....
        RecordParts        .....XHIOU...
        MoveDeadlines      FADKSXH......
        AskPart            FADKSXHIOU...
        AcknowledgePart    FADKSXHIOU...
        ReturnPart         FADKSXHIOU...
        RefusePart         FADKSXHIOU...
        WithdrawPart       FADKSXHIOU...
        NotePartOverdue    FADKSXHIOU...
        """;

    private static readonly FaultState[] States = [Found, Accepted, Dispatched, Acknowledged, OnSite, Fixing, OnHold, Fixed, Soaking, FollowUp, Closed, Merged, Rejected];

    public static TheoryData<FaultState, FaultAction, FaultState?> Pairs()
    {
        var data = new TheoryData<FaultState, FaultAction, FaultState?>();
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var letters = lines[0].Trim();
        foreach (var line in lines[1..])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < States.Length; i++)
            {
                var at = letters.IndexOf(words[1][i], StringComparison.Ordinal);
                data.Add(States[i], Enum.Parse<FaultAction>(words[0]), at < 0 ? null : States[at]);
            }
        }

        return data;
    }

    [Fact]
    public void The_table_names_every_state_and_every_action()
    {
        var pairs = Pairs().Select(row => ((FaultState)row[0], (FaultAction)row[1])).ToList();
        pairs.ShouldBeUnique();
        pairs.Count.ShouldBe(Enum.GetValues<FaultState>().Length * Enum.GetValues<FaultAction>().Length);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_pair_leads_where_the_table_says_or_is_refused(FaultState state, FaultAction action, FaultState? expected)
    {
        FaultTransitions.Next(state, action).ShouldBe(expected);
        if (expected is null)
        {
            Should.Throw<RuleViolation>(() => FaultTransitions.Require(state, action)).Reason
                .ShouldBe(CodedText.Of(RuleCodes.FaultTransition, ("state", state), ("action", action)));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_fault_does_what_the_table_says_and_a_refusal_changes_nothing(FaultState state, FaultAction action, FaultState? expected)
    {
        var entrapment = action is FaultAction.RecordRelease or FaultAction.RecordPersons or FaultAction.ReleasePersons;
        var loop = new Loop(family: entrapment ? FaultFamilies.Entrapment : "door", source: FaultSource.Resident, hasReporter: action == FaultAction.Rate).To(state);
        if (expected is not null && loop.Fault.AssignedFirmId is null && Loop.Usual(action) == Loop.Crew)
        {
            // Before a firm was given the fault no crew can touch it, whatever the state allows.
            Should.Throw<RuleViolation>(() => loop.Do(action)).Code.ShouldBe(RuleCodes.FaultNotAssigned);
            return;
        }

        var events = loop.Fault.History.Count;
        var version = loop.Fault.Version;

        if (action == FaultAction.ConfirmEntrapment)
        {
            // Only a suspicion can be confirmed; that has its own tests.
            Should.Throw<RuleViolation>(() => loop.Do(action));
        }
        else if (expected is { } to)
        {
            loop.Do(action);
            loop.Fault.State.ShouldBe(to);
            loop.Fault.History.Count.ShouldBeGreaterThan(events);
            loop.Fault.History[^1].To.ShouldBe(to);
            loop.Fault.OpenFamily.ShouldBe(FaultTransitions.IsOpen(to) ? loop.Fault.Family : null);
            return;
        }
        else if (action == FaultAction.NoteOverdue)
        {
            // A timer that fires after the end finds nothing to note.
            loop.Fault.NoteOverdue(loop.Now.AddDays(90)).ShouldBe(FaultLimits.None);
        }
        else
        {
            Should.Throw<RuleViolation>(() => loop.Do(action));
        }

        loop.Fault.State.ShouldBe(state);
        loop.Fault.History.Count.ShouldBe(events);
        loop.Fault.Version.ShouldBe(version);
    }
}
