using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>What is learned of each asset of a type from its stored hours. Immutable.</summary>
/// <param name="While">Flag during which it is in operation; null: always.</param>
/// <param name="Drivers">Keys of numbers and counters that say how it is operated.</param>
/// <param name="Signals">What is expected from them.</param>
/// <param name="Alike">Attributes that sisters have in common, where they are known.</param>
public sealed record TemplateModel(string? While, IReadOnlyList<string> Drivers, IReadOnlyList<ModelSignal> Signals, IReadOnlyList<string> Alike)
{
    internal static TemplateModel Read(TemplateNode node, IReadOnlyDictionary<string, TemplatePoint> points, IReadOnlyDictionary<string, TemplateAttribute> attributes)
    {
        node.Only("while", "drivers", "signals", "alike");
        var flag = node.OptionalText("while");
        if (flag is not null && !(points.TryGetValue(flag, out var gate) && gate.Definition.Kind == PointKind.Flag)) node.Error($"'{flag}' is no flag");
        string[] drivers = [.. node.List("drivers").Select(driver => driver.Text())];
        foreach (var driver in drivers.Where(key => !(points.TryGetValue(key, out var point) && point.Definition.Kind is PointKind.Number or PointKind.Counter))) node.Error($"'{driver}' is no number and no counter");
        ModelSignal[] signals = [.. node.List("signals").Select(signal => ReadSignal(signal, points))];
        if (signals.Length is 0 or > ModelShape.MostSignals) node.Error($"needs 1 to {ModelShape.MostSignals} signals");
        if (signals.Select(signal => signal.Point).Concat(drivers).Distinct().Count() != signals.Length + drivers.Length) node.Error("a point stands twice");
        string[] alike = [.. node.List("alike").Select(attribute => attribute.Text())];
        foreach (var attribute in alike.Where(key => !attributes.ContainsKey(key))) node.Error($"there is no attribute '{attribute}'");
        return new TemplateModel(flag, drivers, signals, alike);
    }

    private static ModelSignal ReadSignal(TemplateNode node, IReadOnlyDictionary<string, TemplatePoint> points)
    {
        node.Only("point", "floor", "worse");
        var point = node.RequiredText("point");
        if (!(points.TryGetValue(point, out var known) && known.Definition.Kind == PointKind.Number)) node.Error($"'{point}' is no number");
        var floor = node.OptionalNumber("floor") ?? 0;
        if (floor <= 0) node.Error("'floor' must be above 0");
        return new ModelSignal(point, floor, node.Choice("worse", Worse.Either, ("either", Worse.Either), ("higher", Worse.Higher), ("lower", Worse.Lower)));
    }
}
