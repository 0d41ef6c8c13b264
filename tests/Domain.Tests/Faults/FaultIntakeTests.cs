using Facilities.Domain.Faults;

namespace Facilities.Domain.Tests.Faults;

/// <summary>One open fault per (asset, family).</summary>
public sealed class FaultIntakeTests
{
    [Fact]
    public void Opens_a_fault_when_there_is_none() => FaultIntake.Decide(Finding(), null, null).ShouldBe(IntakeStep.Open);

    [Theory]
    [InlineData(FaultState.Found)]
    [InlineData(FaultState.Dispatched)]
    [InlineData(FaultState.Fixing)]
    [InlineData(FaultState.OnHold)]
    public void Joins_the_open_fault_of_its_family(FaultState state) => FaultIntake.Decide(Finding(), new Loop(Severity.P3).To(state).Fault, null).ShouldBe(IntakeStep.Join);

    [Fact]
    public void Raises_the_open_fault_when_it_is_worse() => FaultIntake.Decide(Finding(Severity.P1), new Loop(Severity.P3).Fault, null).ShouldBe(IntakeStep.JoinAndRaise);

    [Theory]
    [InlineData(FaultState.Fixed)]
    [InlineData(FaultState.Soaking)]
    [InlineData(FaultState.FollowUp)]
    public void Reopens_what_was_called_fixed_when_it_began_after_that(FaultState state)
    {
        var loop = new Loop().To(state);
        FaultIntake.Decide(Finding(onset: loop.Now.AddHours(1)), loop.Fault, null).ShouldBe(IntakeStep.Reopen);
        // A late batch from before the fix says nothing about it.
        FaultIntake.Decide(Finding(onset: loop.Fault.CurrentRound.FixedAt!.Value.AddMinutes(-1)), loop.Fault, null).ShouldBe(IntakeStep.Join);
    }

    [Theory]
    [InlineData(Severity.P2, 30, IntakeStep.Reopen)]
    [InlineData(Severity.P2, 31, IntakeStep.Open)]
    [InlineData(Severity.P3, 7, IntakeStep.Reopen)]
    [InlineData(Severity.P3, 8, IntakeStep.Open)]
    public void Reopens_what_was_closed_lately(Severity severity, int days, IntakeStep expected)
    {
        var loop = new Loop(severity).To(FaultState.Closed);
        FaultIntake.Decide(Finding(severity, loop.Now.AddDays(days)), null, loop.Fault).ShouldBe(expected);
    }

    [Theory]
    [InlineData(FaultState.Merged)]
    [InlineData(FaultState.Rejected)]
    public void Never_brings_back_what_was_merged_or_rejected(FaultState state)
    {
        var loop = new Loop().To(state);
        FaultIntake.Decide(Finding(onset: loop.Now.AddHours(1)), null, loop.Fault).ShouldBe(IntakeStep.Open);
    }

    [Fact]
    public void Summarises_what_was_over_before_it_was_known_but_keeps_a_trapping_as_a_loss()
    {
        FaultIntake.Decide(Finding() with { Stands = false }, null, null).ShouldBe(IntakeStep.Summarise);
        var trapped = Finding(Severity.P1) with { Stands = false, Family = FaultFamilies.Entrapment };
        FaultIntake.Decide(trapped, null, null).ShouldBe(IntakeStep.Open);
        FaultIntake.MayPage(trapped).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Severity.P1, false)]
    [InlineData(Severity.P2, true)]
    [InlineData(Severity.P4, true)]
    public void A_P1_is_never_folded_or_merged_by_the_service(Severity severity, bool may) => FaultIntake.MayFold(severity).ShouldBe(may);

    private static IntakeFinding Finding(Severity severity = Severity.P3, DateTimeOffset? onset = null) => new("door", severity, onset ?? Sites.MondayMorning, true);
}
