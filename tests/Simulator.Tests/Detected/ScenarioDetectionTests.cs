using Facilities.Detection;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>Every named scenario through the real templates and detectors: what the simulator shows, the service finds.</summary>
public class ScenarioDetectionTests
{
    /// <summary>A Monday, 00:00 local time (UTC+8), in autumn.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 0, 0, 0, TimeSpan.FromHours(8));

    public static TheoryData<string, string> Scenarios
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var type in scenario.OfGateway ? AssetTypes.Simulated : scenario.Types) rows.Add(scenario.Name, type);
            }
            return rows;
        }
    }

    public static TheoryData<string, int> HealthySites
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var type in AssetTypes.Simulated)
            {
                foreach (var seed in new[] { 1, 7, 23 }) rows.Add(type, seed);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_is_found_in_time_and_not_before(string name, string type)
    {
        ScenarioCatalog.TryFind(name, out var scenario).ShouldBeTrue();
        var expected = Expectations.For(scenario!, type);
        var start = Monday.AddDays(expected?.PastDays ?? 3).AddHours(expected?.Hour ?? 9);
        using var asset = new JudgedAsset(type, Monday, scenario!.At(start));

        asset.Play(start.AddMilliseconds(-1));
        asset.Findings.ShouldBeEmpty("nothing is wrong yet");
        asset.Play(start + (expected?.Within ?? scenario.Duration!.Value));

        if (expected is null) asset.Findings.ShouldBeEmpty("the type is heard too seldom for that");
        else asset.FirstRaised(expected.Rule).ShouldNotBeNull($"only found: {string.Join(", ", asset.Findings.Select(finding => finding.RuleKey).Distinct())}");
    }

    [Theory]
    [MemberData(nameof(HealthySites))]
    public void A_healthy_asset_raises_nothing_in_ten_days(string type, int seed)
    {
        using var asset = new JudgedAsset(type, Monday, null, seed);

        asset.Play(Monday.AddDays(10));

        asset.Findings.Select(finding => $"{finding.RuleKey} at {DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs):u}").ShouldBeEmpty();
    }

    [Fact]
    public void A_scenario_that_has_ended_is_over_for_the_detectors_too()
    {
        ScenarioCatalog.TryFind("room-flood", out var flood).ShouldBeTrue();
        var start = Monday.AddDays(1);
        using var asset = new JudgedAsset(AssetTypes.BoosterPump, Monday, flood!.At(start));

        asset.Play(start + flood.Duration!.Value + TimeSpan.FromMinutes(10));

        asset.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.Raised, FindingKind.Cleared]);
    }
}
