using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Injection;

/// <summary>
/// Draws recordings from seeds: season, size and load of the asset, severity and development time of the fault, each from a stated range. The same
/// seed gives the same recording whatever else is drawn beside it.
/// </summary>
internal static class InjectionDraw
{
    public const double LeastStrength = 1;
    public const double MostStrength = 1.5;
    public const double LeastTrainingDays = 15;
    public const double MostTrainingDays = 22;

    /// <summary>Longest healthy recording: one whole year with its seasons.</summary>
    public const int MonthsPerRecording = 12;

    public const double DaysPerMonth = 365.25 / 12;

    /// <summary>The code of every recorded asset: nothing in a recording may tell what is wrong with it.</summary>
    public const string Code = "a1";

    private static readonly DateTimeOffset FirstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>After full severity: time to be found late rather than never.</summary>
    private static readonly TimeSpan SlowHold = TimeSpan.FromDays(3);

    private static readonly TimeSpan SuddenHold = TimeSpan.FromHours(1);

    public static PlannedRecording Faulty(int seed, Scenario scenario, string type, FaultLabel label)
    {
        var random = SeededRandom.For(seed, $"inject/{scenario.Name}/{type}");
        var attributes = Ratings(type, random);
        foreach (var (key, value) in scenario.Attributes) attributes[key] = value;
        if (scenario.Kind is FaultKind.DayBurning or FaultKind.DarkCircuit) attributes[AssetAttributes.AlwaysOn] = 0;
        var begin = FirstDay.AddDays(random.Below(365));
        var trained = begin.AddDays(random.Between(LeastTrainingDays, MostTrainingDays));
        // A day or two after training, at an hour that fits.
        var start = trained.Date.AddDays(2).AddHours(random.Between(label.Hours.From, label.Hours.Until));
        var fault = new FaultInjection
        {
            Kind = scenario.Kind,
            Start = Whole(new DateTimeOffset(start, FirstDay.Offset)),
            Development = label.DevelopsAtLeast + (random.NextUnit() * (label.DevelopsAtMost - label.DevelopsAtLeast)),
            Severity = random.Between(LeastStrength, MostStrength),
        };
        var hold = fault.Development > TimeSpan.Zero ? SlowHold + label.Interval : SuddenHold + (2 * (label.Persistence + label.Interval));
        var asset = new AssetPlan { Code = Code, Type = type, Seed = Seed(random), Attributes = attributes, Faults = [fault] };
        return new PlannedRecording(seed, asset, begin, Whole(trained), Whole(fault.Start + fault.Development + hold), (scenario, label));
    }

    public static PlannedRecording Healthy(int seed, string type, int months)
    {
        var random = SeededRandom.For(seed, $"healthy/{type}");
        var attributes = Ratings(type, random);
        var begin = FirstDay.AddDays(random.Below(365));
        var trained = begin.AddDays(random.Between(LeastTrainingDays, MostTrainingDays));
        var asset = new AssetPlan { Code = Code, Type = type, Seed = Seed(random), Attributes = attributes };
        return new PlannedRecording(seed, asset, begin, Whole(trained), Whole(trained.AddDays(months * DaysPerMonth)), null);
    }

    /// <summary>Sizes and loads that are met in housing; ranges in docs/formats/injected-recordings.md.</summary>
    private static Dictionary<string, double> Ratings(string type, SeededRandom random)
    {
        switch (type)
        {
            case AssetTypes.Elevator:
                return new()
                {
                    [AssetAttributes.Stops] = 8 + random.Below(26),
                    [AssetAttributes.RatedSpeed] = Pick(random, 1.0, 1.75, 2.5),
                    [AssetAttributes.TripsPerDay] = 150 + random.Below(351),
                };
            case AssetTypes.BoosterPump:
                var flow = 20 + random.Below(61);
                var head = 40 + random.Below(41);
                return new()
                {
                    [AssetAttributes.RatedFlowM3h] = flow,
                    [AssetAttributes.HeadM] = head,
                    [AssetAttributes.SetpointMpa] = Math.Round(0.88 * head / 102, 2),
                    [AssetAttributes.RatedKw] = Math.Round(11.0 * flow * head / (50 * 52), 1),
                };
            case AssetTypes.FirePump:
                return new()
                {
                    [AssetAttributes.ChurnMpa] = Math.Round(random.Between(0.65, 1.1), 2),
                    [AssetAttributes.RatedCurrentA] = 35 + random.Below(86),
                    [AssetAttributes.Diesel] = random.Chance(0.25) ? 1 : 0,
                };
            case AssetTypes.LightingCircuit:
                return new()
                {
                    [AssetAttributes.Lamps] = 20 + random.Below(101),
                    [AssetAttributes.LampW] = Pick(random, 10, 18, 20, 36),
                    [AssetAttributes.AlwaysOn] = random.Chance(0.5) ? 1 : 0,
                };
            default:
                return [];
        }
    }

    private static double Pick(SeededRandom random, params ReadOnlySpan<double> values) => values[random.Below(values.Length)];

    private static int Seed(SeededRandom random) => (int)(random.NextBits() & int.MaxValue);

    private static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds()).ToOffset(FirstDay.Offset);
}
