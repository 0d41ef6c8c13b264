using Facilities.Domain.Faults;
using static Facilities.Domain.Faults.FaultAction;
using static Facilities.Domain.Faults.FaultPartState;

namespace Facilities.Domain.Tests.Faults;

/// <summary>What other organisations do about a fault.</summary>
public sealed class FaultPartTests
{
    /// <summary>A asked, K acknowledged, R returned, F refused, W withdrawn; a dot: refused.</summary>
    private const string Table = """
                         AKRFW
        AcknowledgePart  K....
        ReturnPart       RR...
        RefusePart       FF...
        WithdrawPart     WW...
        NotePartOverdue  AK...
        """;

    [Fact]
    public void A_part_lives_as_the_table_says()
    {
        FaultPartState[] states = [Asked, Acknowledged, Returned, Refused, Withdrawn];
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var letters = lines[0].Trim();
        foreach (var words in lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            for (var i = 0; i < states.Length; i++)
                FaultPart.Next(states[i], Enum.Parse<FaultAction>(words[0])).ShouldBe(letters.IndexOf(words[1][i], StringComparison.Ordinal) is >= 0 and var at ? states[at] : null, $"{words[0]} in {states[i]}");
        foreach (var action in Enum.GetValues<FaultAction>().Where(action => !lines.Any(line => line.StartsWith(action.ToString(), StringComparison.Ordinal))))
            states.ShouldAllBe(state => FaultPart.Next(state, action) == null);
    }

    [Fact]
    public void A_fault_isnt_closed_over_an_open_part()
    {
        var loop = new Loop().Do(AskPart).To(FaultState.FollowUp);
        Should.Throw<RuleViolation>(() => loop.Do(Close)).Code.ShouldBe(RuleCodes.PartOpen);
        loop.Do(AcknowledgePart);
        Should.Throw<RuleViolation>(() => loop.Do(Close)).Code.ShouldBe(RuleCodes.PartOpen);
        loop.Do(ReturnPart).Do(Close).Fault.State.ShouldBe(FaultState.Closed);
    }

    [Theory]
    [InlineData(Reject, FaultState.Rejected)]
    [InlineData(Merge, FaultState.Merged)]
    public void What_ends_without_work_drops_its_parts_and_says_so(FaultAction action, FaultState end)
    {
        var loop = new Loop().Do(AskPart).Do(action);
        loop.Fault.State.ShouldBe(end);
        (loop.Fault.Parts[0].State, loop.Fault.OpenParts).ShouldBe((Withdrawn, 0));
        loop.Fault.History.Select(line => (line.Action, line.Reason.Code)).ShouldContain((WithdrawPart, ReasonCodes.PartDropped));
    }

    [Fact]
    public void Whoever_gave_the_result_doesnt_close_the_fault()
    {
        var loop = new Loop().Do(AskPart).Do(ReturnPart).To(FaultState.FollowUp);
        Should.Throw<RuleViolation>(() => loop.Do(Close, Loop.Party)).Code.ShouldBe(RuleCodes.FaultFourEyes);
        loop.Do(Close);
    }

    [Fact]
    public void Its_ladder_has_two_steps_and_a_refusal_changes_nothing()
    {
        var loop = new Loop();
        var part = loop.Fault.AskPart(Loop.OtherFirm, loop.Now.AddHours(4), Loop.Dispatcher, loop.Now, new Attachments("cordon it off"));
        part.NextStepAt.ShouldBe(loop.Now.AddHours(4));
        loop.Fault.NotePartsOverdue(loop.Now.AddHours(4));
        part.OverdueStep.ShouldBe(0);
        loop.Fault.NotePartsOverdue(loop.Now.AddHours(5));
        part.NextStepAt.ShouldBe(loop.Now.AddHours(6));
        loop.Fault.NotePartsOverdue(loop.Now.AddDays(5));
        (part.OverdueStep, part.NextStepAt, part.State).ShouldBe((2, null, Asked));
        var lines = loop.Fault.History.Count;
        Should.Throw<RuleViolation>(() => loop.Do(AcknowledgePart, Loop.Manager)).Code.ShouldBe(RuleCodes.PartNotYours);
        (loop.Fault.History.Count, part.State).ShouldBe((lines, Asked));
    }

    [Fact]
    public void Only_who_asked_or_a_regulator_withdraws_a_part()
    {
        Should.Throw<RuleViolation>(() => new Loop().Do(AskPart).Do(WithdrawPart, Loop.Manager)).Code.ShouldBe(RuleCodes.PartAskedByOther);
        new Loop().Do(AskPart).Do(WithdrawPart, Loop.Dispatcher).Fault.OpenParts.ShouldBe(0);
        new Loop().Do(AskPart).Do(WithdrawPart, Loop.Regulator).Fault.OpenParts.ShouldBe(0);
        Should.Throw<RuleViolation>(() => new Loop().Do(AskPart, Loop.Regulator).Do(WithdrawPart, Loop.Dispatcher)).Code.ShouldBe(RuleCodes.FaultRegulatorOnly);
    }

    [Fact]
    public void A_fault_has_a_bounded_number_of_parts()
    {
        var loop = new Loop();
        for (var i = 0; i < Fault.MaximumParts; i++) loop.Do(AskPart).Do(RefusePart);
        Should.Throw<RuleViolation>(() => loop.Do(AskPart)).Code.ShouldBe(RuleCodes.PartTooMany);
        FaultRights.Allowed(loop.Fault, Loop.Dispatcher).ShouldNotContain(AskPart);
    }
}
