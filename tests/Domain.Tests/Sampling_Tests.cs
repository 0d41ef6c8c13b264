using Facilities.Domain.Access;
using Facilities.Domain.Enforcement;
using Facilities.Domain.Sampling;

namespace Facilities.Domain.Tests;

/// <summary>Draws that anyone can repeat, and the lives of samples, checks and cases.</summary>
public sealed class Sampling_Tests
{
    private const string Announcement = "3557d9bd9ca01307f65b45cc0dcccaa4447d05937849f33bdb0c814e27c6f00b";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Actor Regulator = new(new UserId(5), Role.Regulator, new OrganisationId(7));
    private static readonly int[] Population = [.. Enumerable.Range(1, 12)];

    /// <summary>The test vector of ADR 49, computed with sha256sum.</summary>
    [Fact]
    public void The_draw_is_what_the_documented_vector_says()
    {
        SampleDrawing.KeyOf("2026031-07", Announcement, 1).ShouldBe("d1c25a7a57ce2a5346f19d7a0b2952e5e22767bf304f174c069f2dfd4b4a5fe9");
        SampleDrawing.DigestOf(Population).ShouldBe("67149111d45cf106eb92ab5be7ec08179bddea7426ddde7cfe0ae68a7cffce74");
        SampleDrawing.Draw("2026031-07", Announcement, Population.Reverse(), 4).ShouldBe([3, 6, 4, 8]);
    }

    [Fact]
    public void Another_seed_or_announcement_draws_others_and_every_item_is_drawn_as_often_as_another()
    {
        SampleDrawing.Draw("a", Announcement, Enumerable.Range(1, 1000), 20).ShouldNotBe(SampleDrawing.Draw("b", Announcement, Enumerable.Range(1, 1000), 20));
        SampleDrawing.Draw("a", Announcement, Enumerable.Range(1, 1000), 20).ShouldNotBe(SampleDrawing.Draw("a", new string('0', 64), Enumerable.Range(1, 1000), 20));
        var counts = Enumerable.Range(0, 4000).SelectMany(seed => SampleDrawing.Draw($"seed {seed}", Announcement, Population, 3)).CountBy(item => item).ToDictionary();
        // 1000 expected of each; five standard deviations are about 137.
        counts.Values.ShouldAllBe(count => Math.Abs(count - 1000) < 137);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void A_sample_is_neither_empty_nor_larger_than_its_population(int size) => Refused(() => Announce(size: size), RuleCodes.SampleSize);

    [Fact]
    public void An_announcement_says_either_the_seed_or_where_and_when_it_will_be_published()
    {
        Refused(() => Announce(seed: null), RuleCodes.SampleSeed);
        Refused(() => Announce(source: "lottery", at: Now.AddDays(1)), RuleCodes.SampleSeed);
        Refused(() => Announce(seed: null, source: "lottery"), RuleCodes.SampleSeedTime);
        Refused(() => Announce(seed: null, source: "lottery", at: Now), RuleCodes.SampleSeedTime);
        Refused(() => Announce(seed: null, source: "lottery", at: Now.AddDays(61)), RuleCodes.SampleSeedTime);
        Refused(() => Announce(actor: new Actor(new UserId(1), Role.Firm, new OrganisationId(1))), RuleCodes.RightMissing);
    }

    [Fact]
    public void A_seed_of_a_public_source_is_waited_for_and_asked_for()
    {
        var sample = Announce(seed: null, source: "lottery 2026031", at: Now.AddHours(8));
        Refused(() => sample.Draw("07", Announcement, Population, Regulator, Now.AddHours(7)), RuleCodes.SampleTooEarly);
        Refused(() => sample.Draw(" ", Announcement, Population, Regulator, Now.AddHours(8)), RuleCodes.SampleSeed);
        sample.Draw("07", Announcement, Population, Regulator, Now.AddHours(8)).Count.ShouldBe(4);
        (sample.Seed, sample.State, sample.Announcement).ShouldBe(("07", SampleState.Drawn, Announcement));
    }

    [Fact]
    public void A_published_seed_is_not_exchanged_and_a_changed_population_is_not_drawn_from()
    {
        var sample = Announce();
        Refused(() => sample.Draw("another", Announcement, Population, Regulator, Now), RuleCodes.SampleSeed);
        Refused(() => sample.Draw(null, Announcement, [.. Population, 13], Regulator, Now), RuleCodes.SamplePopulation);
        Refused(() => sample.Draw(null, Announcement, Population, new Actor(new UserId(1), Role.Admin, null), Now), RuleCodes.RightMissing);
        sample.Draw(null, Announcement, Population, Regulator, Now).ShouldBe(SampleDrawing.Draw("seed", Announcement, Population, 4));
    }

    [Fact]
    public void What_is_not_in_the_tables_is_refused()
    {
        foreach (var state in Enum.GetValues<SampleState>())
            foreach (var action in Enum.GetValues<SampleAction>()) (Sample.Next(state, action) is null).ShouldBe(state != SampleState.Announced, $"{state} {action}");
        foreach (var state in Enum.GetValues<EnforcementState>())
            foreach (var action in Enum.GetValues<EnforcementAction>()) (EnforcementCase.Next(state, action) is null).ShouldBe(state != EnforcementState.HandedOver, $"{state} {action}");
        var sample = Announce();
        sample.Withdraw(Regulator, Now);
        Refused(() => sample.Draw(null, Announcement, Population, Regulator, Now), RuleCodes.SampleTransition);
        Refused(() => sample.Withdraw(Regulator, Now), RuleCodes.SampleTransition);
    }

    [Fact]
    public void A_spot_check_is_said_once_and_in_words()
    {
        var check = new SpotCheck(new SampleId(1), 1, new InspectionItemId(3));
        Refused(() => check.Record(SpotCheckResult.AsClaimed, " ", Regulator, Now), RuleCodes.SpotCheckWords);
        Refused(() => check.Record((SpotCheckResult)9, "seen", Regulator, Now), RuleCodes.SpotCheckWords);
        Refused(() => check.Record(SpotCheckResult.AsClaimed, "seen", new Actor(new UserId(1), Role.Crew, new OrganisationId(1)), Now), RuleCodes.RightMissing);
        check.Record(SpotCheckResult.NotAsClaimed, " dust on the car top ", Regulator, Now);
        (check.Result, check.Note).ShouldBe((SpotCheckResult.NotAsClaimed, "dust on the car top"));
        Refused(() => check.Record(SpotCheckResult.AsClaimed, "no", Regulator, Now), RuleCodes.SpotCheckKnown);
    }

    [Fact]
    public void A_case_has_a_number_an_authority_and_words_and_ends_once()
    {
        Refused(() => new EnforcementCase(new InspectionItemId(3), " ", "bureau", "why", Regulator, Now), RuleCodes.EnforcementFields);
        Refused(() => new EnforcementCase(new InspectionItemId(3), "A-1", "bureau", "", Regulator, Now), RuleCodes.EnforcementFields);
        var known = new EnforcementCase(new InspectionItemId(3), "A-1", "bureau", "never happened", Regulator, Now);
        Refused(() => known.End(EnforcementAction.Conclude, "", Regulator, Now), RuleCodes.EnforcementFields);
        known.End(EnforcementAction.Conclude, "fined", Regulator, Now);
        (known.State, known.Result).ShouldBe((EnforcementState.Concluded, "fined"));
        Refused(() => known.End(EnforcementAction.Withdraw, "no", Regulator, Now), RuleCodes.EnforcementTransition);
    }

    private static Sample Announce(int size = 4, string? seed = "seed", string? source = null, DateTimeOffset? at = null, Actor? actor = null) => new(
        "S-2026-0001", new SampleRule(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 1)), size, Population.Length, SampleDrawing.DigestOf(Population), seed, source, at, actor ?? Regulator, Now);

    private static void Refused(Action action, string code) => Should.Throw<RuleViolation>(action).Code.ShouldBe(code);

    private static void Refused(Func<object> action, string code) => Should.Throw<RuleViolation>(() => _ = action()).Code.ShouldBe(code);
}
