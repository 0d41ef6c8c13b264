using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Work;

namespace Facilities.Simulator.Tests.Work;

/// <summary>Every signature of work against virtual assets with their physics: done, skipped, half done, faked.</summary>
public class ProvenWorkTests
{
    /// <summary>It wakes twice a day: that nothing was heard of it for half an hour shows nowhere.</summary>
    private const string Sleeper = "smoke-test";

    public static TheoryData<string> Works => [.. WorkScripts.All.Select(script => script.Key)];

    [Fact]
    public void Every_signature_has_a_script_for_its_type() => WorkScripts.All.Select(script => (script.Key, script.Type)).Order()
        .ShouldBe(ProofRules.Load(AssetTemplateCatalog.Load()).All.Select(rule => (rule.Key, rule.AssetType)).Order());

    [Theory]
    [MemberData(nameof(Works))]
    public void Honest_work_is_proven_and_skipped_work_contradicted(string work)
    {
        Verdict(work, WorkKind.Honest).ShouldBe("Proven");
        Verdict(work, WorkKind.Skipped).ShouldBe("Contradicted");
    }

    [Theory]
    [MemberData(nameof(Works))]
    public void Half_the_work_is_proven_in_part_and_another_signal_contradicts(string work)
    {
        Verdict(work, WorkKind.Half).ShouldBe("Partly");
        Verdict(work, WorkKind.WrongSignal).ShouldBe("Contradicted");
    }

    [Theory]
    [MemberData(nameof(Works))]
    public void Work_at_another_asset_contradicts_and_in_a_gap_nothing_is_said(string work)
    {
        // A panel in the same site hears both detectors: it must be the detector's own alarm.
        Verdict(WorkStage.Play(work, WorkKind.Honest, atOther: true)).ShouldBe("Contradicted");
        if (work != Sleeper) Verdict(work, WorkKind.DataGap).ShouldBe("NoData");
    }

    [Theory]
    [MemberData(nameof(Works))]
    public void Noise_lost_reports_and_a_clock_that_is_wrong_by_a_minute_change_no_verdict(string work)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            Verdict(WorkStage.Play(work, WorkKind.Honest).Disturb(random)).ShouldBe("Proven", $"seed {seed}");
            Verdict(WorkStage.Play(work, WorkKind.Skipped).Disturb(random)).ShouldBe("Contradicted", $"seed {seed}");
            Verdict(WorkStage.Play(work, WorkKind.Half).Disturb(random)).ShouldBe("Partly", $"seed {seed}");
        }
    }

    [Fact]
    public void A_plan_names_work_that_does_not_exist_or_is_for_another_type()
    {
        var plan = new SimulationPlan
        {
            Sites =
            [
                new SitePlan
                {
                    Code = "s",
                    Assets = [new AssetPlan { Code = "p", Type = AssetTypes.FirePump, Seed = 1, Works = [Work("painting"), Work("intercom-test")] }],
                },
            ],
        };
        var error = Should.Throw<ArgumentException>(plan.Validate).Message;
        error.ShouldContain("no work 'painting'");
        error.ShouldContain("'intercom-test' is done to type 'elevator'");

        static WorkPlan Work(string key) => new() { Work = key, Start = WorkStage.Start };
    }

    [Fact]
    public void What_people_do_stands_in_the_place_of_the_model_and_then_the_model_goes_on()
    {
        var site = new SitePlan
        {
            Code = "site",
            Assets = [new AssetPlan { Code = "l", Type = AssetTypes.Elevator, Seed = 3, Works = [new WorkPlan { Work = "elevator-visit", Start = WorkStage.Start }] }],
        };
        using var simulation = new Sites.SiteSimulation(site, WorkStage.Start.AddHours(-1).ToUnixTimeMilliseconds());
        var recording = new Recording();
        simulation.Advance(WorkStage.Start.AddHours(2).ToUnixTimeMilliseconds(), recording.Add);
        var start = WorkStage.Start.ToUnixTimeMilliseconds();
        recording.States("mode").Where(state => state.UnixMs >= start + 60_000 && state.UnixMs < start + 1_560_000).ShouldAllBe(state => state.Value == "inspection");
        recording.States("mode")[^1].Value.ShouldBe("normal");
        recording["car_speed"].Where(speed => speed.UnixMs >= start + 60_000 && speed.UnixMs < start + 1_560_000).ShouldAllBe(speed => Math.Abs(speed.Value) <= 0.3);
        recording["car_speed"].Where(speed => speed.UnixMs > start + 1_700_000).Max(speed => speed.Value).ShouldBeGreaterThan(1, "people ride again");
    }

    private static string Verdict(string work, WorkKind kind) => Verdict(WorkStage.Play(work, kind));

    private static string Verdict(WorkStage stage) => stage.Judge().Verdict.ToString();
}
