using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Detection;
using Facilities.Operations.Diagrams;
using Facilities.Operations.Faults;
using Facilities.Telemetry;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>From a system's diagram to what the browser draws, in the reader's language. Thread-safe.</summary>
internal sealed class DiagramDrawing(AssetWords words, DisplayFormat format, Terms terms, IStringLocalizer<DiagramText> text)
{
    public string Name(SystemNode node) => node.Kind switch
    {
        NodeKind.Asset or NodeKind.Lift => AssetWords.Name(node.Name),
        _ when AssetWords.Name(node.Name) is { Length: > 0 } place => text["node.of", text["node." + node.Kind], place],
        _ => text["node." + node.Kind],
    };

    /// <summary>Derived nodes lead to the list of what they are derived from.</summary>
    public IReadOnlyList<DrawnNode> Nodes(SystemDiagram diagram)
    {
        var places = diagram.Places.ToDictionary(place => place.Key, StringComparer.Ordinal);
        return [.. diagram.Nodes.Select(node => new DrawnNode(
            node.Key, node.Kind == NodeKind.Lift ? "lift" : node.Kind is NodeKind.Tank or NodeKind.Pool ? "tank" : "plain", Icon(node), Name(node),
            node.Place is { } asset ? $"/assets/{asset.SiteCode}/{asset.Code}" : Source(diagram, node), places[node.Key].X, places[node.Key].Y, node.Width, node.Height))];
    }

    public static IReadOnlyList<DrawnGroup> Groups(SystemDiagram diagram) => [.. diagram.Groups.Select(group => new DrawnGroup(AssetWords.Name(group.Name), group.Members))];

    /// <summary>At which node each open fault shows: where its signal is what the node shows of others, else at its asset.</summary>
    public static IReadOnlyList<NodeFault> Place(SystemDiagram diagram, IEnumerable<FaultRow> faults)
    {
        var own = diagram.Nodes.Where(node => node.Place is not null).ToDictionary(node => node.Place!.Id);
        var derived = diagram.Nodes.Where(node => node.Place is null && node.Readings.Count > 0).ToList();
        return [.. faults.Where(fault => own.ContainsKey(fault.Place.Id)).Select(fault => new NodeFault(
            (derived.FirstOrDefault(node => node.Readings[0].Point == fault.Finding?.Signal && node.Readings[0].Assets.Contains(fault.Place.Id)) ?? own[fault.Place.Id]).Key, fault))];
    }

    public static FaultSpread Spread(SystemDiagram diagram, IReadOnlyList<NodeFault> faults) => FaultSpread.Of(diagram.Links, faults.GroupBy(fault => fault.Key, StringComparer.Ordinal)
        .ToDictionary(node => node.Key, node => (node.Min(fault => fault.Fault.OnsetAt), node.All(fault => fault.Fault.RuleClear) ? (DateTimeOffset?)node.Max(fault => fault.Fault.OnsetAt) : null), StringComparer.Ordinal));

    public IReadOnlyList<DrawnState> States(SystemDiagram diagram, IReadOnlyList<NodeState> states, IReadOnlyList<NodeFault> faults, FaultSpread spread)
    {
        var worst = faults.GroupBy(fault => fault.Key, StringComparer.Ordinal).ToDictionary(node => node.Key, node => node.Min(fault => fault.Fault.Severity), StringComparer.Ordinal);
        return [.. diagram.Nodes.Select((node, index) => State(node, states[index], worst.TryGetValue(node.Key, out var severity) ? severity : null, spread))];
    }

    public static IReadOnlyList<DrawnLink> Links(SystemDiagram diagram, IReadOnlyList<NodeState> states, FaultSpread spread)
    {
        var runs = diagram.Nodes.Select((node, index) => (node.Key, states[index].Runs)).ToDictionary(item => item.Key, item => item.Runs, StringComparer.Ordinal);
        return [.. diagram.Links.Select(link => new DrawnLink(link.From, link.To,
            spread.Path.Contains(link) ? "hit" : (runs[link.From], runs[link.To]) switch { (false, _) or (_, false) => "off", (true, _) or (_, true) => "flow", _ => "plain" }))];
    }

    private DrawnState State(SystemNode node, NodeState state, Domain.Faults.Severity? severity, FaultSpread spread)
    {
        var main = state.Main;
        var tone = main is null || main.Value is null || main.Freshness == FreshnessState.Never ? "none" : main.Freshness != FreshnessState.Fresh ? "stale" : state.Runs == false ? "off" : "live";
        var (value, unit) = main is { Value: { } number } && tone != "none" ? Split(main, number) : (DisplayFormat.NoValue, "");
        var part = spread.Roots.Contains(node.Key) ? "cause" : spread.Causes.ContainsKey(node.Key) ? "affected" : "";
        return new DrawnState(
            node.Key, value, unit, Note(node, state, tone), tone, severity?.ToString(), severity is { } worst ? terms.Severity(worst) : "", part, part.Length == 0 ? "" : text["part." + part],
            node.Kind is NodeKind.Tank or NodeKind.Pool && tone != "none" && node.Full is { } full && main?.Value is { } level ? Math.Clamp(level / full, 0, 1) : null,
            node.Kind == NodeKind.Lift ? Lift(node, state) : null);
    }

    private string Note(SystemNode node, NodeState state, string tone)
    {
        if (node.Readings.Count == 0) return text["note.unmeasured"];
        if (tone == "none") return state.Main?.At is null ? text["note.never"] : text["note.bad"];
        if (tone == "stale") return text["note.stale", format.Span(format.Now - state.Main!.At!.Value)];
        var others = node.Kind == NodeKind.Lift ? [] : state.Values.Skip(1).Where(value => value is { Value: not null, Freshness: FreshnessState.Fresh }).Select(value => Named(value, value.Value!.Value)).ToList();
        if (state.Runs is { } runs) others.Insert(0, text[runs ? "note.runs" : "note.stopped"]);
        return string.Join(" · ", others);
    }

    private DrawnLift Lift(SystemNode node, NodeState state)
    {
        var floor = Fresh("car_floor");
        var (direction, door, load) = (Fresh("direction"), Fresh("door_state"), Fresh("load_pct"));
        return new DrawnLift(
            floor is { Value: { } at } && node.Full is > 1 and { } stops ? Math.Clamp((at - 1) / (stops - 1), 0, 1) : null,
            direction?.Value switch { 1 => "up", 2 => "down", _ => "" },
            door?.Value switch { 0 => "closed", 2 => "open", 1 or 3 => "moving", _ => "" },
            load?.Value is { } percent ? Math.Clamp(percent / 100, 0, 1) : null,
            Said(door, "lift.door"), Said(load, "lift.load"));

        NodeValue? Fresh(string point) => state.Values.FirstOrDefault(value => value.Point.Definition.Key == point && value is { Value: not null, Freshness: FreshnessState.Fresh });
        string Said(NodeValue? value, string key) => text[key, value is null ? DisplayFormat.NoValue : words.Value(value.Point, value.Value!.Value)];
    }

    private (string Value, string Unit) Split(NodeValue value, double number) => value.Point.Definition.Kind switch
    {
        PointKind.State or PointKind.Flag => (Named(value, number), ""),
        _ when value.Point.Definition.Key == "car_floor" => (text["lift.at", format.Number(number)], ""),
        _ => (format.Number(number), DisplayFormat.UnitText(value.Point.Definition.Unit)),
    };

    /// <summary>Yes or no, or a bare number, says nothing without its question.</summary>
    private string Named(NodeValue value, double number) => value.Point.Definition is { Kind: PointKind.Flag } or { Kind: PointKind.Number or PointKind.Counter, Unit: "" }
        ? text["node.flag", AssetWords.Name(value.Point.Name), words.Value(value.Point, number)] : words.Value(value.Point, number);

    private static string? Source(SystemDiagram diagram, SystemNode node)
    {
        var first = node.Readings.SelectMany(reading => reading.Assets).FirstOrDefault();
        return diagram.Nodes.FirstOrDefault(other => other.Place?.Id == first)?.Place is { } place ? $"/assets/{place.SiteCode}/{place.Code}?point={node.Readings[0].Point}#history" : null;
    }

    private static string Icon(SystemNode node) => node.Kind switch
    {
        NodeKind.Mains => "waves",
        NodeKind.Tank or NodeKind.Pool => "water_drop",
        NodeKind.Zone => "apartment",
        NodeKind.Hydrants => "fire_hydrant",
        NodeKind.Sprinklers => "shower",
        NodeKind.Supply => "bolt",
        _ => AssetIcons.Of(node.Place!.TypeKey),
    };
}
