using System.Text.Json;
using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>Reads one template file and notes every error it finds.</summary>
internal sealed class AssetTemplateReader(string file, List<string> errors, CommonTemplate common)
{
    private readonly Dictionary<string, TemplatePoint> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateAttribute> _attributes = new(StringComparer.Ordinal);
    private List<FaultFamily> _families = [];
    private List<FaultMode> _modes = [];

    /// <summary>Reads what every type has.</summary>
    public static CommonTemplate ReadCommon(string file, string json, List<string> errors)
    {
        var reader = new AssetTemplateReader(file, errors, CommonTemplate.Empty);
        if (Parse(file, json, errors) is not { } root) return CommonTemplate.Empty;
        root.Only("attributes", "families", "modes", "steps");
        reader._families = [.. root.List("families").Select(ReadFamily)];
        var steps = ReadSteps(root);
        return new CommonTemplate(
            [.. root.List("attributes").Select(ReadAttribute)], reader._families, [.. root.List("modes").Select(node => reader.ReadMode(node) with { Steps = steps })], steps);
    }

    /// <summary><c>null</c> if the file has errors.</summary>
    public AssetTemplate? Read(string json)
    {
        var before = errors.Count;
        if (Parse(file, json, errors) is not { } root) return null;
        root.Only("type", "zh", "en", "heartbeat", "designLifeYears", "attributes", "points", "families", "modes", "rules", "vectors", "model", "verification");
        var type = root.RequiredText("type");
        var heartbeat = root.Required("heartbeat")?.Duration() ?? TimeSpan.FromMinutes(1);
        Distinct(root.List("attributes"), "key", node => _attributes.TryAdd(node.RequiredText("key"), ReadAttribute(node)));
        foreach (var attribute in common.Attributes) _attributes.TryAdd(attribute.Key, attribute);
        _families = [.. root.List("families").Select(ReadFamily)];
        Distinct(root.List("families"), "key");
        _families.AddRange(common.Families.Where(c => _families.All(f => f.Key != c.Key)));
        var points = ReadPoints(root);
        _modes = [.. root.List("modes").Select(ReadMode)];
        Distinct(root.List("modes"), "key");
        _modes.AddRange(common.Modes.Where(c => _modes.All(m => m.Key != c.Key)));
        Distinct(root.List("rules"), "key");
        TemplateRule[] rules = [.. root.List("rules").Select(ReadRule).OfType<TemplateRule>()];
        CheckUnlessRaised(root, rules);
        Distinct(root.List("vectors"), "key");
        TemplateVector[] vectors = [.. root.List("vectors").Select(ReadVector)];
        var (name, verification) = (root.Name(), ReadVerification(root));
        var life = root.OptionalNumber("designLifeYears");
        if (life is <= 0) root.Error("'designLifeYears' must be more than 0");
        var model = root.Optional("model") is { } learned ? TemplateModel.Read(learned, _points, _attributes) : null;
        return errors.Count > before ? null
            : new AssetTemplate(type, name, heartbeat, [.. _attributes.Values], points, _families, _modes, rules, vectors, verification) { DesignLifeYears = life, Model = model };
    }

    private static TemplateNode? Parse(string file, string json, List<string> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return new TemplateNode(document.RootElement.Clone(), "$", file, errors);
        }
        catch (JsonException e)
        {
            errors.Add($"{file}: $: is no JSON: {e.Message}");
            return null;
        }
    }

    private static void Distinct(IEnumerable<TemplateNode> nodes, string key, Action<TemplateNode>? each = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Optional(key) is { IsString: true } text && !seen.Add(text.Text())) node.Error($"{key} '{text.Text()}' stands twice");
            each?.Invoke(node);
        }
    }

    /// <summary>A misspelt unit (<c>Mpa</c>, <c>m/s2</c>) would be shown and compared as something of its own.</summary>
    private static string ReadUnit(TemplateNode node)
    {
        var unit = node.OptionalText("unit") ?? "";
        if (unit.Length > 0 && !Quantities.TryGetQuantity(unit, out _)) node.Error($"'{unit}' is no unit that is known (Quantities)");
        return unit;
    }

    private static TemplateAttribute ReadAttribute(TemplateNode node)
    {
        node.Only("key", "type", "zh", "en", "unit", "required", "choices");
        var attribute = new TemplateAttribute
        {
            Key = node.RequiredText("key"),
            Type = node.Choice("type", AttributeType.Text, ("text", AttributeType.Text), ("number", AttributeType.Number), ("date", AttributeType.Date), ("flag", AttributeType.Flag), ("choice", AttributeType.Choice)),
            Name = node.Name(),
            Unit = ReadUnit(node),
            Required = node.Flag("required"),
            Choices = ReadStates(node, "choices"),
        };
        if (!node.Has("type")) node.Error("'type' is missing");
        if ((attribute.Type == AttributeType.Choice) != (attribute.Choices.Count > 0)) node.Error("'choices' belong to a choice, and a choice needs them");
        return attribute;
    }

    private static IReadOnlyList<TemplateState> ReadStates(TemplateNode node, string key)
    {
        Distinct(node.List(key), "key", static state => state.Only("key", "zh", "en"));
        return [.. node.List(key).Select(s => new TemplateState(s.RequiredText("key"), s.Name()))];
    }

    private static FaultFamily ReadFamily(TemplateNode node)
    {
        node.Only("key", "zh", "en");
        return new FaultFamily(node.RequiredText("key"), node.Name());
    }

    private List<TemplatePoint> ReadPoints(TemplateNode root)
    {
        var numbers = new HashSet<int>();
        var points = new List<TemplatePoint>();
        foreach (var node in root.Required("points")?.Items() ?? [])
        {
            var point = ReadPoint(node);
            if (!numbers.Add(point.Definition.No)) node.Error($"no {point.Definition.No} stands twice");
            if (!_points.TryAdd(point.Definition.Key, point)) node.Error($"key '{point.Definition.Key}' stands twice");
            else points.Add(point);
        }

        return points;
    }

    private TemplatePoint ReadPoint(TemplateNode node)
    {
        node.Only("no", "key", "kind", "zh", "en", "unit", "range", "normal", "origin", "interval", "family", "states", "assumed", "frozenAfter", "maxStep", "diagnostic");
        if (!node.Has("no")) node.Error("'no' is missing");
        if (!node.Has("kind")) node.Error("'kind' is missing");
        var kind = node.Choice("kind", PointKind.Number, ("number", PointKind.Number), ("counter", PointKind.Counter), ("flag", PointKind.Flag), ("state", PointKind.State));
        var states = ReadStates(node, "states");
        if ((kind == PointKind.State) != (states.Count > 0)) node.Error("'states' belong to a state point, and a state point needs them");
        var (rangeMin, rangeMax) = kind switch
        {
            PointKind.Flag => (0, 1),
            PointKind.State => (0, states.Count - 1),
            _ => node.Pair("range"),
        };
        if (kind is PointKind.Number or PointKind.Counter && !node.Has("range")) node.Error("'range' is missing: what is physically possible");
        var (normalMin, normalMax) = node.Pair("normal");
        if (normalMin < rangeMin || normalMax > rangeMax) node.Error("'normal' reaches beyond 'range'");
        return new TemplatePoint
        {
            Definition = new PointDefinition
            {
                No = (ushort)(node.OptionalInteger("no", 1, 4095) ?? 0),
                Key = node.RequiredText("key"),
                Kind = kind,
                Unit = ReadUnit(node),
                RangeMin = rangeMin,
                RangeMax = rangeMax,
                Interval = node.OptionalDuration("interval"),
                States = [.. states.Select(s => s.Key)],
            },
            Name = node.Name(),
            States = states,
            NormalMin = normalMin,
            NormalMax = normalMax,
            NormalOrigin = ReadOrigin(node),
            Family = FamilyOf(node),
            Assumed = ReadAssumed(node, kind, states),
            FrozenAfter = node.OptionalDuration("frozenAfter"),
            MaxStep = node.OptionalNumber("maxStep"),
            Diagnostic = node.Flag("diagnostic"),
        };
    }

    private static double? ReadAssumed(TemplateNode node, PointKind kind, IReadOnlyList<TemplateState> states)
    {
        if (node.Optional("assumed") is not { } assumed) return null;
        if (kind == PointKind.Flag) return node.Flag("assumed") ? 1 : 0;
        if (kind != PointKind.State) return assumed.Number();
        var index = states.ToList().FindIndex(s => s.Key == assumed.Text());
        if (index < 0) assumed.Error("is no state of the point");
        return Math.Max(index, 0);
    }

    private string? FamilyOf(TemplateNode node)
    {
        var family = node.OptionalText("family");
        if (family is not null && _families.All(f => f.Key != family)) node.Error($"there is no family '{family}'");
        return family;
    }

    private static ThresholdOrigin ReadOrigin(TemplateNode node) =>
        node.Choice("origin", ThresholdOrigin.Default, ("D", ThresholdOrigin.Default), ("S", ThresholdOrigin.Stated), ("M", ThresholdOrigin.Recalled));

    private FaultMode ReadMode(TemplateNode node)
    {
        node.Only("key", "family", "severity", "zh", "en", "advice", "lead", "shows", "steps");
        if (!node.Has("severity")) node.Error("'severity' is missing");
        if (!node.Has("family")) node.Error("'family' is missing");
        var advice = node.Required("advice");
        advice?.Only("zh", "en");
        var lead = node.List("lead").Select(l => l.Duration()).ToArray();
        if (lead.Length is not (0 or 2) || (lead.Length == 2 && lead[0] > lead[1])) node.Error("'lead' must be [shortest, longest]");
        return new FaultMode
        {
            Key = node.RequiredText("key"),
            Family = FamilyOf(node) ?? "",
            Severity = node.Choice("severity", 3, ("P1", 1), ("P2", 2), ("P3", 3), ("P4", 4)),
            Name = node.Name(),
            Advice = advice?.Name() ?? new LocalizedName("", ""),
            Shows = node.Optional("shows") is { } shows ? ReadSigns(shows) : [],
            Steps = node.Has("steps") ? ReadSteps(node) : common.Steps,
            LeadMin = lead.Length == 2 ? lead[0] : null,
            LeadMax = lead.Length == 2 ? lead[1] : null,
        };
    }

    private IReadOnlyList<ModeSign> ReadSigns(TemplateNode node)
    {
        node.Only([.. _points.Keys]);
        return [.. _points.Keys.Where(node.Has).Select(point => new ModeSign(point, node.Choice(point, SignMove.Either, ("up", SignMove.Up), ("down", SignMove.Down), ("either", SignMove.Either))))];
    }

    private static IReadOnlyList<ModeStep> ReadSteps(TemplateNode node)
    {
        Distinct(node.List("steps"), "key", static step => step.Only("key", "zh", "en", "asks"));
        return [.. node.List("steps").Select(step => new ModeStep(step.RequiredText("key"), step.Name(), step.Optional("asks")?.Name()))];
    }

    private TemplateRule? ReadRule(TemplateNode node)
    {
        node.Only("key", "mode", "kind", "zh", "en", "for", "clearFor", "origin", "source", "signal", "confidence", "limit", "when", "clearWhen", "confirm", "anchor", "restartWhen", "unlessRaised", "cause", "trend", "trendOf");
        if (node.Required("when") is not { } when) return null;
        if (!node.Has("origin")) node.Error("'origin' is missing");
        var mode = node.RequiredText("mode");
        if (_modes.All(m => m.Key != mode)) node.Error($"there is no mode '{mode}'");
        var signal = node.OptionalText("signal");
        if (signal is not null && !_points.ContainsKey(signal)) node.Error($"there is no point '{signal}'");
        var confidence = node.OptionalNumber("confidence") ?? 0.9;
        if (confidence is < 0 or > 1) node.Error("'confidence' must be 0 to 1");
        var limit = node.Optional("limit") is { } l ? ReadLimit(l) : null;
        var kind = node.Choice("kind", RuleKind.Condition, ("condition", RuleKind.Condition), ("silence", RuleKind.Silence));
        if (kind == RuleKind.Silence && !node.Has("for")) node.Error("a silence rule needs 'for'");

        RuleDefinition Build(double value, double? clear, TimeSpan duration)
        {
            var reader = new ConditionReader(_points, limit is null ? null : value, clear);
            return new RuleDefinition
            {
                Key = node.RequiredText("key"),
                Mode = mode,
                Kind = kind,
                When = reader.Read(when),
                For = duration,
                ClearFor = node.OptionalDuration("clearFor") ?? default,
                ClearWhen = node.Optional("clearWhen") is { } over ? reader.Read(over) : null,
                Confirm = node.Optional("confirm") is { } confirm ? reader.Read(confirm) : null,
                Anchor = node.Optional("anchor") is { } anchor ? reader.Read(anchor) : null,
                Restart = node.Optional("restartWhen") is { } restart ? reader.Read(restart) : null,
                TrendOfWorst = node.Choice("trendOf", false, ("mean", false), ("worst", true)),
                Trend = [.. node.List("trend").Select(step => step.Duration())],
                UnlessRaised = node.OptionalText("unlessRaised"),
                Signal = signal,
                Confidence = confidence,
            };
        }

        var duration = node.OptionalDuration("for") ?? default;
        // Built once here only to find its errors; later builds differ in nothing but the numbers.
        _ = Build(limit?.Value ?? 0, limit?.Clear, duration);
        var used = node.Element.GetRawText().Contains("\"$limit\"", StringComparison.Ordinal);
        if (limit is not null && !used) node.Error("the limit is never used: write \"$limit\" in a condition");
        return new TemplateRule(Build)
        {
            Key = node.RequiredText("key"),
            Mode = mode,
            Name = node.Name(),
            Cause = node.Has("cause") ? node.Choice("cause", CommonCause.Power, ("power", CommonCause.Power), ("comms", CommonCause.Comms)) : null,
            Limit = limit,
            For = duration,
            Origin = ReadOrigin(node),
            OriginSource = node.OptionalText("source") ?? "",
        };
    }

    private RuleLimit ReadLimit(TemplateNode node)
    {
        node.Only("value", "clear", "unit", "attributes", "scale", "offset", "by", "cases");
        var by = node.OptionalText("by");
        if (by is not null && (!_attributes.TryGetValue(by, out var choice) || choice.Type != AttributeType.Choice)) node.Error($"there is no choice attribute '{by}'");
        var cases = new Dictionary<string, double>(StringComparer.Ordinal);
        if (node.Optional("cases") is { IsObject: true } list)
        {
            foreach (var property in list.Element.EnumerateObject())
            {
                cases[property.Name] = list.Optional(property.Name)!.Value.Number();
                if (by is not null && _attributes.GetValueOrDefault(by)?.Choices.All(c => c.Key != property.Name) == true) list.Error($"'{property.Name}' is no choice of '{by}'");
            }
        }

        if ((by is null) != (cases.Count == 0)) node.Error("'by' and 'cases' belong together");
        foreach (var attribute in node.List("attributes"))
        {
            if (_attributes.GetValueOrDefault(attribute.Text())?.Type != AttributeType.Number) attribute.Error("is no number attribute");
        }

        return new RuleLimit
        {
            Value = node.Required("value")?.Number() ?? 0,
            Clear = node.OptionalNumber("clear"),
            Unit = ReadUnit(node),
            Attributes = [.. node.List("attributes").Select(a => a.Text())],
            Scale = node.OptionalNumber("scale") ?? 1,
            Offset = node.OptionalNumber("offset") ?? 0,
            By = by,
            Cases = cases,
        };
    }

    private static void CheckUnlessRaised(TemplateNode root, TemplateRule[] rules)
    {
        foreach (var node in root.List("rules"))
        {
            if (node.OptionalText("unlessRaised") is { } other && rules.All(r => r.Key != other)) node.Error($"there is no rule '{other}'");
        }

        if (rules.Length > DetectionProfile.MostRules) root.Error($"has more than {DetectionProfile.MostRules} rules");
    }

    private TemplateVector ReadVector(TemplateNode node)
    {
        node.Only("key", "kind", "zh", "en", "period", "trigger", "settle", "while", "trainingRows", "trainingTime", "drift", "on", "off", "clearRows", "channels");
        if (!node.Has("kind")) node.Error("'kind' is missing");
        var kind = node.Choice("kind", VectorKind.Tick, ("tick", VectorKind.Tick), ("trip", VectorKind.Trip), ("start", VectorKind.Start), ("test", VectorKind.Test));
        var trigger = node.OptionalText("trigger");
        if ((kind == VectorKind.Tick) != (trigger is null)) node.Error("'trigger' belongs to trip, start and test vectors, which need it");
        if (trigger is not null && !_points.ContainsKey(trigger)) node.Error($"there is no point '{trigger}'");
        if (kind == VectorKind.Tick && !node.Has("period")) node.Error("a tick vector needs 'period'");
        var channels = node.List("channels").Select(ReadChannel).ToArray();
        if (channels.Length is 0 or > 32) node.Error("needs 1 to 32 channels");
        if (channels.DistinctBy(c => c.Point).Count() != channels.Length) node.Error("a channel stands twice");
        var (on, off) = (node.OptionalNumber("on") ?? 6, node.OptionalNumber("off") ?? 3);
        if (off <= 0 || on <= off) node.Error("'on' must be above 'off', and 'off' above 0");
        return new TemplateVector(node.Name(), new VectorDefinition
        {
            Key = node.RequiredText("key"),
            Kind = kind,
            Channels = channels,
            Period = node.OptionalDuration("period") ?? default,
            Trigger = trigger,
            Settle = node.OptionalDuration("settle") ?? default,
            While = node.Optional("while") is { } gate ? new ConditionReader(_points, null, null).Read(gate) : null,
            TrainingRows = node.OptionalInteger("trainingRows", VectorDefinition.LeastTrainingRows, 10_000_000) ?? 4000,
            TrainingTime = node.OptionalDuration("trainingTime") ?? TimeSpan.FromDays(14),
            Drift = node.Choice("drift", DriftMode.Track, ("track", DriftMode.Track), ("grow", DriftMode.Grow)),
            On = on,
            Off = off,
            ClearRows = node.OptionalInteger("clearRows", 0, 100_000) ?? 0,
        });
    }

    /// <summary>A channel is a point's key, or an object with its smallest believable deviation and the way in which a fault moves it.</summary>
    private VectorChannel ReadChannel(TemplateNode node)
    {
        if (!node.IsString) node.Only("point", "floor", "worse");
        var point = node.IsString ? node.Text() : node.RequiredText("point");
        var floor = node.IsString ? null : node.OptionalNumber("floor");
        if (!_points.TryGetValue(point, out var found)) node.Error($"there is no point '{point}'");
        else if (found.Definition.Kind != PointKind.Number) node.Error($"'{point}' is no number");
        if (floor <= 0) node.Error("'floor' must be above 0");
        var worse = node.IsString ? Worse.Either : node.Choice("worse", Worse.Either, ("either", Worse.Either), ("higher", Worse.Higher), ("lower", Worse.Lower));
        return new VectorChannel(point, floor, worse);
    }

    private VerificationNeeds ReadVerification(TemplateNode root)
    {
        if (root.Required("verification") is not { } node) return new VerificationNeeds(null, 0, 0.9);
        node.Only("activity", "minimum", "coverage");
        var activity = node.OptionalText("activity");
        if (activity is not null && _points.GetValueOrDefault(activity)?.Definition.Kind is not (PointKind.Counter or PointKind.Flag)) node.Error($"'{activity}' is no counter or flag");
        var coverage = node.OptionalNumber("coverage") ?? 0.9;
        if (coverage is <= 0 or > 1) node.Error("'coverage' must be above 0 and at most 1");
        return new VerificationNeeds(activity, node.OptionalNumber("minimum") ?? 0, coverage);
    }
}
