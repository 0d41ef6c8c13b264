using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>Checks a profile and turns it into the form the engine runs.</summary>
internal sealed class ProfileCompiler(string type, TimeSpan heartbeat, IReadOnlyList<ProfilePoint> points, IReadOnlyList<RuleDefinition> rules, IReadOnlyList<VectorDefinition> vectors)
{
    /// <summary>Domain sheet, §2 common rules: stale after three intervals or heartbeats.</summary>
    public const int StaleIntervals = 3;

    private readonly List<string> _errors = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<double> _cells = [];
    private readonly List<LeafNode> _leaves = [];

    /// <exception cref="DetectionProfileException">Carries every error found.</exception>
    public CompiledProfile Compile()
    {
        if (heartbeat <= TimeSpan.Zero) _errors.Add("the heartbeat must be longer than zero");
        for (var i = 0; i < points.Count; i++)
        {
            if (!_index.TryAdd(points[i].Definition.Key, i)) _errors.Add($"point '{points[i].Definition.Key}' stands twice");
        }

        if (rules.Count > DetectionProfile.MostRules) _errors.Add($"more than {DetectionProfile.MostRules} rules");
        if (vectors.Count > 64) _errors.Add("more than 64 vectors");
        var dependents = new ulong[points.Count];
        var sampleDependents = new ulong[points.Count];
        var feeds = new List<LeafNode>?[points.Count];
        var compiledRules = new List<CompiledRule>();
        var always = 0ul;
        for (var i = 0; i < rules.Count; i++)
        {
            var bit = 1ul << (i & 63);
            _leaves.Clear();
            var hours = Mentions<HourOfDay>(rules[i].When) || (rules[i].ClearWhen is { } over && Mentions<HourOfDay>(over));
            var rule = CompileRule(rules[i]);
            compiledRules.Add(rule);
            if (hours) always |= bit;
            foreach (var input in rule.Inputs) dependents[input] |= bit;
            TakeFeeds(feeds, sampleDependents, bit);
        }

        var triggers = new ulong[points.Count];
        var channelOf = new ulong[points.Count];
        var compiledVectors = new List<CompiledVector>();
        for (var i = 0; i < vectors.Count; i++)
        {
            _leaves.Clear();
            var vector = CompileVector(vectors[i]);
            compiledVectors.Add(vector);
            if (vector.Trigger >= 0) triggers[vector.Trigger] |= 1ul << (i & 63);
            foreach (var channel in vector.Channels) channelOf[channel] |= 1ul << (i & 63);
            TakeFeeds(feeds, sampleDependents, 0);
        }

        CheckDistinct(rules.Select(r => r.Key), "rule");
        CheckDistinct(vectors.Select(v => v.Key), "vector");
        if (_errors.Count > 0) throw new DetectionProfileException(type, _errors);

        var compiledPoints = points.Select(Compile).ToArray();
        var silentMs = StaleIntervals * Ms(heartbeat);
        var silence = Enumerable.Range(0, rules.Count).Where(i => rules[i].Kind == RuleKind.Silence).ToArray();
        var indexByNo = new short[points.Count == 0 ? 0 : points.Max(p => p.Definition.No) + 1];
        Array.Fill(indexByNo, (short)-1);
        for (var i = 0; i < points.Count; i++) indexByNo[points[i].Definition.No] = (short)i;
        return new CompiledProfile
        {
            Points = compiledPoints,
            Rules = [.. compiledRules],
            Vectors = [.. compiledVectors],
            IndexByNo = indexByNo,
            Dependents = dependents,
            SampleDependents = sampleDependents,
            Feeds = [.. feeds.Select(f => f?.ToArray())],
            Triggers = triggers,
            ChannelOf = channelOf,
            AlwaysJudged = always,
            SilenceRules = silence,
            EmptyCells = [.. _cells],
            SilentMs = silentMs,
            FirstSilenceMs = silence.Select(i => compiledRules[i].ForMs).Append(silentMs).Min(),
            ShortestStaleMs = compiledPoints.Where(p => p.StaleMs > 0).Select(p => p.StaleMs).Append(silentMs).Min(),
        };
    }

    private static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;

    private static CompiledPoint Compile(ProfilePoint point)
    {
        var definition = point.Definition;
        return new CompiledPoint
        {
            No = definition.No,
            Key = definition.Key,
            Min = definition.RangeMin ?? double.MinValue,
            Max = definition.RangeMax ?? double.MaxValue,
            StaleMs = definition.Interval is { } interval ? StaleIntervals * Ms(interval) : 0,
            FrozenMs = point.FrozenAfter is { } frozen ? Ms(frozen) : 0,
            MaxStep = point.MaxStep ?? double.PositiveInfinity,
            Assumed = point.Assumed ?? double.NaN,
            Measured = definition.Kind == PointKind.Number && definition.Unit.Length > 0,
            Hash = ContentHash.Of($"{definition.No}|{definition.Key}|{definition.Kind}|{definition.Unit}|{string.Join(',', definition.States)}"),
        };
    }

    private void TakeFeeds(List<LeafNode>?[] feeds, ulong[] sampleDependents, ulong bit)
    {
        foreach (var leaf in _leaves)
        {
            for (var point = 0; point < points.Count; point++)
            {
                if (!leaf.FedBy(point)) continue;
                (feeds[point] ??= []).Add(leaf);
                sampleDependents[point] |= bit;
            }
        }
    }

    private CompiledRule CompileRule(RuleDefinition rule)
    {
        var where = $"rule '{rule.Key}'";
        if (rule.For < TimeSpan.Zero || rule.ClearFor < TimeSpan.Zero) _errors.Add($"{where}: a duration is negative");
        var unless = rule.UnlessRaised is null ? -1 : rules.ToList().FindIndex(r => r.Key == rule.UnlessRaised);
        if (rule.UnlessRaised is not null && unless < 0) _errors.Add($"{where}: there is no rule '{rule.UnlessRaised}'");
        var firstCell = _cells.Count;
        var when = Compile(rule.When, where);
        var timeDependent = _leaves.Any(l => l.TimeDependent) || Mentions<HourOfDay>(rule.When);
        var whenLeaves = _leaves.ToArray();
        var compiled = new
        {
            Over = rule.ClearWhen is { } over ? Compile(over, where) : null,
            Confirm = rule.Confirm is { } confirm ? Compile(confirm, where) : null,
            Anchor = rule.Anchor is { } anchor ? Compile(anchor, where) : null,
            Restart = rule.Restart is { } restart ? Compile(restart, where) : null,
        };
        var signal = rule.Signal is { } key ? Index(key, where) : whenLeaves.FirstOrDefault()?.Point ?? 0;
        var lead = whenLeaves.FirstOrDefault(l => l.Point == signal && !double.IsNaN(l.Limit)) ?? whenLeaves.FirstOrDefault(l => l.Point == signal);
        return new CompiledRule
        {
            Definition = rule,
            When = when,
            ClearWhen = compiled.Over,
            Confirm = compiled.Confirm,
            Anchor = compiled.Anchor,
            Restart = compiled.Restart,
            ForMs = Ms(rule.For),
            ClearForMs = Ms(rule.ClearFor),
            UnlessRaised = unless,
            Signal = signal,
            Lead = lead,
            Inputs = [.. PointsOf(rule).Prepend(signal).Distinct()],
            TimeDependent = timeDependent,
            FirstCell = firstCell,
            CellCount = _cells.Count - firstCell,
            KeyHash = ContentHash.Of(rule.Key),
            Hash = ContentHash.Of(rule.Canonical() + Sensors(PointsOf(rule))),
        };
    }

    private CompiledVector CompileVector(VectorDefinition vector)
    {
        var where = $"vector '{vector.Key}'";
        if (vector.Channels.Count is 0 or > 32) _errors.Add($"{where}: needs 1 to 32 channels");
        if (vector.TrainingRows < VectorDefinition.LeastTrainingRows) _errors.Add($"{where}: trains on fewer than {VectorDefinition.LeastTrainingRows} rows");
        if (vector.Off <= 0 || vector.On <= vector.Off) _errors.Add($"{where}: on must be above off, and off above 0");
        if (vector.Kind != VectorKind.Tick && vector.Trigger is null) _errors.Add($"{where}: needs a trigger");
        var firstCell = _cells.Count;
        int[] channels = [.. vector.Channels.Select(c => Index(c.Point, where))];
        return new CompiledVector
        {
            Definition = vector,
            RuleKey = $"ewma:{vector.Key}",
            Channels = channels,
            ReplacedMs = channels.Select(channel => points[channel].ReplacedUnixMs).DefaultIfEmpty().Max(),
            Floors = [.. vector.Channels.Select(c => Math.Max(c.Floor ?? 0, 1e-9))],
            Worse = [.. vector.Channels.Select(c => c.Worse)],
            Trigger = vector.Trigger is { } trigger ? Index(trigger, where) : -1,
            TriggerCounts = vector.Trigger is { } counter && points[Index(counter, where)].Definition.Kind == PointKind.Counter,
            While = vector.While is { } gate ? Compile(gate, where) : null,
            FirstCell = firstCell,
            CellCount = _cells.Count - firstCell,
            LeastStepMs = Ms(vector.Period) * 9 / 10,
            SettleMs = Ms(vector.Settle),
            Hash = ContentHash.Of(vector.Canonical()),
        };
    }

    private Node Compile(Condition condition, string where) => condition switch
    {
        AllOf all => new AllNode([.. all.Parts.Select(p => Compile(p, where))]),
        AnyOf any => new AnyNode([.. any.Parts.Select(p => Compile(p, where))]),
        Not not => new NotNode(Compile(not.Part, where)),
        HourOfDay hours => new HourNode(hours),
        PointComparison c => Leaf(new ComparisonNode(c, Index(c.Point, where), c.Minus is { } minus ? Index(minus, where) : -1)),
        PointIn c => Leaf(new InNode(c, Index(c.Point, where))),
        WindowCount c => Leaf(new WindowCountNode(c, Index(c.Point, where), c.Per is { } per ? Index(per, where) : -1, c.Unmoved is { } unmoved ? Index(unmoved, where) : -1)),
        WindowMove c => Leaf(new WindowMoveNode(c, Index(c.Point, where))),
        Moved c => Leaf(new MovedNode(c, Index(c.Point, where))),
        BaselineRatio c => Leaf(new BaselineNode(c, Index(c.Point, where), c.Per is { } per ? Index(per, where) : -1, c.While is { } @while ? Index(@while, where) : -1)),
        PumpCurve c => Leaf(new PumpCurveNode(c, Index(c.Discharge, where), Index(c.Inlet, where), Index(c.Speed, where), Index(c.Flow, where))),
        _ => throw new ArgumentException($"Unknown condition {condition.GetType().Name}.", nameof(condition)),
    };

    private LeafNode Leaf(LeafNode leaf)
    {
        leaf.Place(_cells.Count);
        for (var i = 0; i < leaf.Cells; i++) _cells.Add(leaf.EmptyCell);
        _leaves.Add(leaf);
        return leaf;
    }

    private int Index(string key, string where)
    {
        if (_index.TryGetValue(key, out var index)) return index;
        _errors.Add($"{where}: there is no point '{key}'");
        return 0;
    }

    /// <summary>Names the sensors behind a rule, where one was replaced: what the rule learned from another one says nothing. Empty where all are the first ones.</summary>
    private string Sensors(IEnumerable<int> inputs) => string.Concat(inputs.Distinct().Where(input => points[input].ReplacedUnixMs > 0)
        .Select(input => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"|{points[input].Definition.Key} since {points[input].ReplacedUnixMs}")));

    private IEnumerable<int> PointsOf(RuleDefinition rule) =>
        new[] { rule.When, rule.ClearWhen, rule.Confirm, rule.Anchor, rule.Restart }.OfType<Condition>().SelectMany(Keys).Where(_index.ContainsKey).Select(k => _index[k]);

    private static IEnumerable<string> Keys(Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Keys),
        AnyOf any => any.Parts.SelectMany(Keys),
        Not not => Keys(not.Part),
        PointComparison c => c.Minus is null ? [c.Point] : [c.Point, c.Minus],
        PointIn c => [c.Point],
        WindowCount c => c.Per is null ? [c.Point] : [c.Point, c.Per],
        WindowMove c => [c.Point],
        Moved c => [c.Point],
        BaselineRatio c => [.. new[] { c.Point, c.Per, c.While }.OfType<string>()],
        PumpCurve c => [c.Discharge, c.Inlet, c.Speed, c.Flow],
        _ => [],
    };

    private static bool Mentions<T>(Condition condition) => condition switch
    {
        T => true,
        AllOf all => all.Parts.Any(Mentions<T>),
        AnyOf any => any.Parts.Any(Mentions<T>),
        Not not => Mentions<T>(not.Part),
        _ => false,
    };

    private void CheckDistinct(IEnumerable<string> keys, string what) =>
        _errors.AddRange(keys.GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{what} '{g.Key}' stands twice"));
}
