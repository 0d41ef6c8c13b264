using System.Text.Json;
using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>
/// Reads the condition language of the templates (docs/formats/asset-templates.md). <c>"$limit"</c> stands for the rule's limit,
/// which is only known per asset; reading a condition again with another limit gives that asset's condition.
/// </summary>
internal sealed class ConditionReader(IReadOnlyDictionary<string, TemplatePoint> points, double? limit, double? clear)
{
    private static readonly (string Key, Comparison Comparison)[] Comparisons =
    [
        ("above", Comparison.Above), ("atLeast", Comparison.AtLeast), ("below", Comparison.Below),
        ("atMost", Comparison.AtMost), ("is", Comparison.Is), ("isNot", Comparison.IsNot),
    ];

    /// <summary>Whether any condition referred to the rule's limit.</summary>
    public bool UsedLimit { get; private set; }

    public Condition Read(TemplateNode node)
    {
        if (node.Has("all")) return ReadParts(node, "all", static parts => new AllOf(parts));
        if (node.Has("any")) return ReadParts(node, "any", static parts => new AnyOf(parts));
        if (node.Has("not")) return ReadNot(node);
        if (node.Has("hour")) return ReadHour(node);
        if (node.Has("increase") || node.Has("changes") || node.Has("sum")) return ReadCount(node);
        if (node.Has("fall") || node.Has("rise")) return ReadMove(node);
        if (node.Has("moved")) return ReadMoved(node);
        if (node.Has("curve")) return ReadCurve(node);
        if (node.Has("baseline")) return ReadBaseline(node);
        return ReadPoint(node);
    }

    private Condition ReadParts(TemplateNode node, string key, Func<IReadOnlyList<Condition>, Condition> make)
    {
        node.Only(key);
        var parts = node.List(key).Select(Read).ToArray();
        if (parts.Length == 0) node.Error($"'{key}' is empty");
        return make(parts);
    }

    private Not ReadNot(TemplateNode node)
    {
        node.Only("not");
        return new Not(Read(node.Required("not")!.Value));
    }

    private static HourOfDay ReadHour(TemplateNode node)
    {
        node.Only("hour");
        var hours = node.List("hour").Select(h => h.Number()).ToArray();
        if (hours.Length == 2 && hours.All(h => h is >= 0 and <= 24)) return new HourOfDay(hours[0], hours[1]);
        node.Error("'hour' must be [from, to] with 0 to 24");
        return new HourOfDay(0, 24);
    }

    private Condition ReadPoint(TemplateNode node)
    {
        node.Only("point", "above", "atLeast", "below", "atMost", "is", "isNot", "in", "clear", "abs", "minus", "samples", "evenInDoubt");
        var point = Point(node, "point");
        if (node.Optional("in") is { } set)
        {
            return new PointIn(Key(point), [.. set.Items().Select(item => Value(item, point))]);
        }

        var (comparison, value, fromLimit) = Compare(node, point);
        return new PointComparison(Key(point), comparison, value)
        {
            Clear = node.OptionalNumber("clear") ?? (fromLimit ? clear : null),
            Absolute = node.Flag("abs"),
            Minus = node.Has("minus") ? Key(Point(node, "minus")) : null,
            Samples = node.OptionalInteger("samples", 1, 1000) ?? 1,
            EvenInDoubt = node.Flag("evenInDoubt"),
        };
    }

    private WindowCount ReadCount(TemplateNode node)
    {
        node.Only("increase", "changes", "sum", "to", "unmoved", "per", "within", "minimum", "above", "atLeast", "below", "atMost");
        var changes = node.Has("changes");
        var sum = node.Has("sum");
        var point = Point(node, changes ? "changes" : sum ? "sum" : "increase");
        if (!changes && !sum && point is not null && point.Definition.Kind != PointKind.Counter) node.Error($"'{Key(point)}' is not a counter");
        var (comparison, value, _) = Compare(node, null);
        return new WindowCount(Key(point), node.Required("within")?.Duration() ?? TimeSpan.FromHours(1), comparison, value)
        {
            Changes = changes,
            Sum = sum,
            Unmoved = node.Has("unmoved") ? Key(Point(node, "unmoved")) : null,
            To = node.Optional("to") is { } to ? Value(to, point) : null,
            Per = node.Has("per") ? Key(Point(node, "per")) : null,
            Minimum = node.OptionalNumber("minimum") ?? 0,
        };
    }

    private WindowMove ReadMove(TemplateNode node)
    {
        node.Only("fall", "rise", "within", "above");
        var rise = node.Has("rise");
        var (_, value, _) = Compare(node, null);
        return new WindowMove(Key(Point(node, rise ? "rise" : "fall")), node.Required("within")?.Duration() ?? TimeSpan.FromHours(1), rise, value);
    }

    private Moved ReadMoved(TemplateNode node)
    {
        node.Only("moved", "by");
        return new Moved(Key(Point(node, "moved")), node.Required("by")?.Number() ?? 0);
    }

    private BaselineRatio ReadBaseline(TemplateNode node)
    {
        node.Only("baseline", "over", "above", "below", "clear", "warmUp", "per", "while", "steps", "best");
        var (comparison, value, fromLimit) = Compare(node, null);
        return new BaselineRatio(Key(Point(node, "baseline")), node.Required("over")?.Duration() ?? TimeSpan.FromDays(14), comparison, value)
        {
            Clear = node.OptionalNumber("clear") ?? (fromLimit ? clear : null),
            WarmUpSamples = node.OptionalInteger("warmUp", 20, 100_000) ?? 300,
            Per = node.Has("per") ? Key(Point(node, "per")) : null,
            While = node.Has("while") ? Key(Flag(node, "while")) : null,
            Steps = node.Flag("steps"),
            Best = node.Flag("best"),
        };
    }

    private PumpCurve ReadCurve(TemplateNode node)
    {
        node.Only("curve", "inlet", "speed", "flow", "over", "above", "below", "clear", "warmUp");
        var (comparison, value, fromLimit) = Compare(node, null);
        return new PumpCurve(
            Key(Point(node, "curve")), Key(Point(node, "inlet")), Key(Point(node, "speed")), Key(Point(node, "flow")),
            node.Required("over")?.Duration() ?? TimeSpan.FromDays(90), comparison, value)
        {
            Clear = node.OptionalNumber("clear") ?? (fromLimit ? clear : null),
            WarmUpSamples = node.OptionalInteger("warmUp", 20, 100_000) ?? 300,
        };
    }

    private TemplatePoint? Flag(TemplateNode node, string key)
    {
        var point = Point(node, key);
        if (point is { Definition.Kind: not PointKind.Flag }) node.Error($"'{point.Definition.Key}' is not a flag");
        return point;
    }

    private (Comparison Comparison, double Value, bool FromLimit) Compare(TemplateNode node, TemplatePoint? point)
    {
        (Comparison, double, bool)? found = null;
        foreach (var (key, comparison) in Comparisons)
        {
            if (node.Optional(key) is not { } value) continue;
            if (found is not null) node.Error("compares twice");
            var fromLimit = value.IsString && value.Element.GetString() == "$limit";
            found = (comparison, fromLimit ? Limit(value) : Value(value, point), fromLimit);
        }

        if (found is null) node.Error("compares with nothing");
        return found ?? (Comparison.Is, 0, false);
    }

    private double Limit(TemplateNode node)
    {
        UsedLimit = true;
        if (limit is null) node.Error("the rule has no limit");
        return limit ?? 0;
    }

    /// <summary>A number, true or false for a flag, or a state by its key.</summary>
    private static double Value(TemplateNode node, TemplatePoint? point)
    {
        if (point?.Definition.Kind == PointKind.State)
        {
            var index = point.States.ToList().FindIndex(s => node.IsString && s.Key == node.Element.GetString());
            if (index < 0) node.Error($"is no state of '{point.Definition.Key}'");
            return Math.Max(index, 0);
        }

        if (point?.Definition.Kind == PointKind.Flag)
        {
            if (node.Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return node.Element.GetBoolean() ? 1 : 0;
            node.Error($"'{point.Definition.Key}' is a flag: must be true or false");
            return 0;
        }

        return node.Number();
    }

    private TemplatePoint? Point(TemplateNode node, string key)
    {
        var name = node.RequiredText(key);
        if (points.TryGetValue(name, out var point)) return point;
        if (name.Length > 0) node.Error($"there is no point '{name}'");
        return null;
    }

    private static string Key(TemplatePoint? point) => point?.Definition.Key ?? "";
}
