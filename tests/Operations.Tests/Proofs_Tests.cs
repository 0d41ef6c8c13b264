using Facilities.Detection.Signatures;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What telemetry says about work: done, skipped, half done, faked.</summary>
public sealed class Proofs_Tests
{
    private static readonly ProofRules Rules = ProofRules.Load(AssetTemplateCatalog.Load());

    public static TheoryData<string> Keys => [.. WorkPlay.Rules];

    [Fact]
    public void Every_signature_is_played() => Rules.All.Select(rule => rule.Key).Order().ShouldBe(WorkPlay.Rules.Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void Honest_work_is_proven(string rule)
    {
        var result = Play(rule).Honest().Judge();
        result.Verdict.ShouldBe(SignatureVerdict.Proven, Text(result));
        result.Matched.ShouldNotBeNull().FromUnixMs.ShouldBeGreaterThanOrEqualTo(Play(rule).Window.FromUnixMs);
    }

    /// <summary>The record says it was done; nothing was, or it was done to another asset.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void A_record_without_work_is_contradicted(string rule) => Judged(Play(rule)).ShouldBe(SignatureVerdict.Contradicted, Text(Play(rule).Judge()));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Half_the_work_is_proven_in_part(string rule) => Judged(Play(rule).Half()).ShouldBe(SignatureVerdict.Partly, Text(Play(rule).Half().Judge()));

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_right_time_with_the_wrong_signal_is_contradicted(string rule) => Judged(Play(rule).Wrong()).ShouldBe(SignatureVerdict.Contradicted, Text(Play(rule).Wrong().Judge()));

    [Theory]
    [MemberData(nameof(Keys))]
    public void In_a_gap_of_data_nothing_is_said(string rule)
    {
        Judged(Play(rule).Gap()).ShouldBe(SignatureVerdict.NoData);
        Judged(Play(rule).Honest().Gap()).ShouldBeOneOf(SignatureVerdict.NoData, SignatureVerdict.Partly);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Noise_lost_samples_and_a_clock_that_is_wrong_by_a_minute_change_no_verdict(string rule)
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var random = new Random(seed);
            Judged(Play(rule).Honest().Disturb(random)).ShouldBe(SignatureVerdict.Proven, $"honest, seed {seed}");
            Judged(Play(rule).Disturb(random)).ShouldBe(SignatureVerdict.Contradicted, $"skipped, seed {seed}");
            Judged(Play(rule).Half().Disturb(random)).ShouldBe(SignatureVerdict.Partly, $"half, seed {seed}");
        }
    }

    [Fact]
    public void A_limit_that_needs_an_attribute_names_it_when_it_is_missing() =>
        Rules.All.Single(rule => rule.Key == "fire-pump-start").For(new Dictionary<string, string> { ["rated_current_a"] = "24" }).ShouldBe((null, "churn_mpa"));

    [Fact]
    public void A_diesel_pump_has_a_signature_of_its_own()
    {
        Rules.Find("fire-pump-weekly-start", new Dictionary<string, string> { ["driver"] = "diesel" })!.Key.ShouldBe("fire-pump-start-diesel");
        Rules.Find("fire-pump-weekly-start", new Dictionary<string, string>())!.Key.ShouldBe("fire-pump-start");
        Rules.Find("elevator-inspection", new Dictionary<string, string>()).ShouldBeNull();
    }

    [Fact]
    public void What_a_signature_names_must_exist()
    {
        const string Json = """
            {"signatures":[{"key":"x","type":"elevator","proves":["fire-system-year"],"stages":[
              {"key":"a","zh":"甲","en":"A","all":[{"point":"mode","state":"dancing"},{"point":"speed","above":{"attribute":"weight","times":2}}],"atLeast":"ten"},
              {"key":"b","zh":"乙","en":"B","all":[{"point":"car_speed"}],"after":"c"}]}]}
            """;
        var errors = Should.Throw<AssetTemplateException>(() => ProofRules.Parse(AssetTemplateCatalog.Load(), Json)).Errors;
        foreach (var part in new[] { "fire-system-year", "dancing", "'speed'", "weight", "'ten'", "asked nothing", "after 'c'", "telling" }) errors.ShouldContain(error => error.Contains(part), part);
    }

    /// <summary>From the record to the verdict, through store and database; then late data comes.</summary>
    [Fact]
    public async Task The_verdict_stands_beside_the_record_and_changes_when_late_data_comes()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var play = Play("elevator-visit").Honest();
        var started = site.Now.AddHours(-1);
        var shift = started.ToUnixTimeMilliseconds() - WorkPlay.Start;
        var id = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row.Id;
        var template = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, id, new InspectionReport
        {
            Key = "k-1",
            StartedAt = started,
            EndedAt = started.AddMinutes(40),
            Signatures = [site.Crew2.User!.Value],
            Steps = [.. template.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
        }, default);

        var proofs = site.Get<InspectionProofs>();
        (await proofs.RunAsync(default)).ShouldBe(0, "the window isn't over");
        (await proofs.GetAsync(site.Manager, id, default)).ShouldNotBeNull().Verdict.ShouldBeNull();
        site.Time.Advance(TimeSpan.FromHours(2));
        (await proofs.RunAsync(default)).ShouldBe(1);
        (await proofs.GetAsync(site.Manager, id, default))!.Verdict.ShouldBe(ProofVerdict.NoData, "nothing has come yet");

        var points = site.Get<AssetTemplateCatalog>()["elevator"].PointTable;
        foreach (var (at, values) in play.Reports)
            foreach (var (point, value) in values.Where(value => points.TryGet(value.Key, out _))) site.Series.Add(site.Lift.Value, points[point].No, at + shift, value);
        site.Time.Advance(TimeSpan.FromHours(1));
        (await proofs.RunAsync(default)).ShouldBe(1);
        var proof = (await proofs.GetAsync(site.Manager, id, default))!;
        proof.Verdict.ShouldBe(ProofVerdict.Proven);
        proof.Stages.ShouldAllBe(stage => stage.IsMet);
        proof.Stages[0].Name.En.ShouldContain("20 min");
        proof.JudgeAgainAt.ShouldBeNull("it is settled");
        (await proofs.RunAsync(default)).ShouldBe(0);
        (await proofs.GetAsync(site.Stranger, id, default)).ShouldBeNull();
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "Verdict"))).ShouldBe(2);
        (await site.Get<InspectionQueries>().GetAsync(site.Manager, id, default))!.Row.State.ShouldBe(InspectionState.Done);
    }

    [Fact]
    public async Task A_record_that_cannot_be_judged_keeps_back_no_other()
    {
        await using var site = await TestSite.StartAsync();
        await site.ContractAsync([site.OtherLift]);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        var ids = new List<Domain.InspectionItemId>();
        foreach (var lift in new[] { site.Lift, site.OtherLift })
        {
            var id = await site.ReadAsync(db => db.InspectionItems.Where(item => item.AssetId == lift).OrderBy(item => item.DueDate).Select(item => item.Id).FirstAsync());
            await Inspections_Tests.CompleteAsync(site, id);
            ids.Add(id);
        }

        site.Time.Advance(TimeSpan.FromHours(2));
        site.Store.ThrowsOn = new Telemetry.SourceId(site.Lift.Value);
        var proofs = site.Get<InspectionProofs>();
        (await proofs.RunAsync(default)).ShouldBe(1);
        (await proofs.GetAsync(site.Regulator, ids[0], default))!.Verdict.ShouldBeNull();
        (await proofs.GetAsync(site.Regulator, ids[1], default))!.Verdict.ShouldBe(ProofVerdict.NoData);
        site.Store.ThrowsOn = null;
        (await proofs.RunAsync(default)).ShouldBe(0, "it is left alone for a while");
        site.Time.Advance(TimeSpan.FromMinutes(61));
        await proofs.RunAsync(default);
        (await proofs.GetAsync(site.Regulator, ids[0], default))!.Verdict.ShouldBe(ProofVerdict.NoData);
    }

    private static WorkPlay Play(string rule) => new(Rules.All.Single(known => known.Key == rule));

    private static SignatureVerdict Judged(WorkPlay play) => play.Judge().Verdict;

    private static string Text(SignatureResult result) => string.Join("; ", result.Stages.Select(stage => $"{stage.Key} {stage.IsMet} {stage.Amount:0.#}/{stage.Needed:0.#}"));
}
