using Facilities.Telemetry;

namespace Facilities.Detection.Tests;

/// <summary>Small profiles for tests: one Number point "x" every 10 s, "y" on change, a counter, a flag, a state.</summary>
internal static class Profiles
{
    public static DetectionProfile With(Condition when, TimeSpan duration = default, TimeSpan clearFor = default) => With(
        new RuleDefinition { Key = "rule", Mode = "mode", When = when, For = duration, ClearFor = clearFor });

    public static DetectionProfile With(params RuleDefinition[] rules) => new("test", TimeSpan.FromSeconds(60), Points(), rules, []);

    public static DetectionProfile With(VectorDefinition vector) => new("test", TimeSpan.FromSeconds(60), Points(), [], [vector]);

    public static PointComparison Above(string point, double limit, double? clear = null) => new(point, Comparison.Above, limit) { Clear = clear };

    public static PointComparison Is(string point, double value) => new(point, Comparison.Is, value);

    public static ProfilePoint[] Points() =>
    [
        Point(1, "x", PointKind.Number, interval: 10, min: -1000, max: 1000),
        Point(2, "y", PointKind.Number, min: -1000, max: 1000),
        Point(3, "n", PointKind.Counter),
        Point(4, "flag", PointKind.Flag, min: 0, max: 1),
        Point(5, "m", PointKind.Counter),
        Point(6, "slow", PointKind.Number, interval: 300) with { MaxStep = 10, FrozenAfter = TimeSpan.FromHours(2) },
        Point(7, "assumed", PointKind.Flag, min: 0, max: 1) with { Assumed = 1 },
    ];

    private static ProfilePoint Point(ushort no, string key, PointKind kind, double? interval = null, double? min = null, double? max = null) => new()
    {
        Definition = new PointDefinition
        {
            No = no,
            Key = key,
            Kind = kind,
            RangeMin = min,
            RangeMax = max,
            Interval = interval is { } s ? TimeSpan.FromSeconds(s) : null,
        },
    };
}
