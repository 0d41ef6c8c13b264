using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Detection.Signatures;
using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Proofs;

/// <summary>The signatures of work, from <c>signatures.json</c>, checked against the asset templates and the library of duties. Immutable, thread-safe.</summary>
public sealed class ProofRules
{
    /// <summary>Around the claimed time: people write down round times, and clocks differ.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromMinutes(30);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly AssetTemplateCatalog _templates;
    private readonly List<string> _errors = [];
    private readonly ILookup<string, ProofRule> _byTemplate;

    private ProofRules(AssetTemplateCatalog templates, SignatureFile file)
    {
        _templates = templates;
        All = [.. file.Signatures.Select(Rule)];
        foreach (var twice in file.Signatures.GroupBy(text => text.Key).Where(group => group.Count() > 1)) _errors.Add($"{twice.Key}: stands twice.");
        if (_errors.Count > 0) throw new AssetTemplateException(_errors);
        _byTemplate = All.SelectMany(rule => rule.Proves.Select(template => (template, rule))).ToLookup(pair => pair.template, pair => pair.rule, StringComparer.Ordinal);
    }

    public IReadOnlyList<ProofRule> All { get; }

    /// <exception cref="AssetTemplateException">Points, states, attributes, duties or stages that don't exist, all named.</exception>
    public static ProofRules Load(AssetTemplateCatalog templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        using var stream = typeof(ProofRules).Assembly.GetManifestResourceStream("Proofs/signatures.json")!;
        return new ProofRules(templates, JsonSerializer.Deserialize<SignatureFile>(stream, Options)!);
    }

    internal static ProofRules Parse(AssetTemplateCatalog templates, string json) => new(templates, JsonSerializer.Deserialize<SignatureFile>(json, Options)!);

    /// <summary>What proves a duty of an asset; null: telemetry can't.</summary>
    public ProofRule? Find(string templateKey, IReadOnlyDictionary<string, string> attributes) => _byTemplate[templateKey].FirstOrDefault(rule => rule.IsFor(attributes));

    private ProofRule Rule(SignatureText text)
    {
        if (!_templates.TryGet(text.Type, out var type)) _errors.Add($"{text.Key}: there is no asset type '{text.Type}'.");
        foreach (var duty in text.Proves.Where(duty => InspectionTemplates.Find(duty)?.AssetType != text.Type)) _errors.Add($"{text.Key}: there is no duty '{duty}' of this type.");
        if (text.Stages.Count == 0 || text.Stages[0].After is not null) _errors.Add($"{text.Key}: the first stage begins the work and comes after none.");
        if (!text.Stages.Any(stage => stage.Telling)) _errors.Add($"{text.Key}: no stage is telling.");
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in text.Stages)
        {
            if (stage.After is { } after && !known.Contains(after)) _errors.Add($"{text.Key}: {stage.Key} comes after '{after}', which doesn't stand before it.");
            if (!known.Add(stage.Key)) _errors.Add($"{text.Key}: stage {stage.Key} stands twice.");
        }

        var parts = text.Stages.Select(stage => Stage(text, type, stage)).ToList();
        var points = text.Stages.OrderBy(stage => !stage.Telling).SelectMany(stage => Terms(stage).SelectMany(terms => terms).Select(term => term.Point).Concat(stage.LevelsOf is { } levels ? [levels] : Array.Empty<string>())).Distinct().ToList();
        return new ProofRule(
            text.Key, text.Type, text.Proves, text.When?.First(), text.Permit, text.Reach is { } reach ? Duration(text.Key, reach) : Around,
            text.Stages.ToDictionary(stage => stage.Key, stage => new LocalizedName(stage.Zh, stage.En), StringComparer.Ordinal), points, Resolve)
        {
            TimedStages = text.Stages.Where(stage => stage.Total is not null || (stage is { Times: 1, AtLeast: not null, LevelsOf: null })).Select(stage => stage.Key).ToHashSet(StringComparer.Ordinal),
            TellingStages = text.Stages.Where(stage => stage.Telling).Select(stage => stage.Key).ToHashSet(StringComparer.Ordinal),
        };

        (Signature?, string?) Resolve(IReadOnlyDictionary<string, string> attributes)
        {
            var missing = (string?)null;
            double Number(string attribute)
            {
                if (attributes.TryGetValue(attribute, out var value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
                missing = attribute;
                return double.NaN;
            }

            var stages = parts.ConvertAll(part => part(Number));
            return missing is null ? (new Signature(text.Key, stages), null) : (null, missing);
        }
    }

    private static IReadOnlyList<IReadOnlyList<TermText>> Terms(StageText stage) => stage.Any ?? (stage.All is { } all ? [all] : []);

    private Func<Func<string, double>, SignatureStage> Stage(SignatureText text, AssetTemplate? type, StageText stage)
    {
        var where = $"{text.Key}: {stage.Key}";
        if ((stage.All is null) == (stage.Any is null) || Terms(stage).Any(terms => terms.Count == 0)) _errors.Add($"{where}: needs 'all' or 'any'.");
        if (stage.LevelsOf is { } levels) Point(where, type, levels);
        var terms = Terms(stage).Select(list => list.Select(term => Term(where, type, term)).ToList()).ToList();
        var (atLeast, within) = (stage.AtLeast is { } least ? Duration(where, least) : TimeSpan.Zero, stage.Within is { } limit ? Duration(where, limit) : (TimeSpan?)null);
        var atMost = stage.AtMost is { } most ? Duration(where, most) : (TimeSpan?)null;
        var total = stage.Total is not { } asked ? (Func<string, double> _) => 0
            : asked.ValueKind == JsonValueKind.String ? Constant(Duration(where, asked.GetString()!).TotalSeconds) : Limit(where, type, asked)!;
        return number => new SignatureStage
        {
            Key = stage.Key,
            AnyOf = [.. terms.Select(list => (IReadOnlyList<SignatureTerm>)[.. list.Select(term => term(number))])],
            AtLeast = atLeast,
            AtMost = atMost,
            InTotal = total(number) is var seconds && double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero,
            Times = stage.Times,
            LevelsOf = stage.LevelsOf,
            LevelStep = stage.LevelStep,
            After = stage.After,
            AfterEnd = stage.AfterEnd,
            Within = within,
            Telling = stage.Telling,
        };
    }

    private Func<Func<string, double>, SignatureTerm> Term(string where, AssetTemplate? type, TermText term)
    {
        var point = Point(where, type, term.Point);
        double? exactly = term.Flag is { } flag ? (flag ? 1 : 0) : null;
        if (term.State is { } state)
        {
            var index = point?.States.ToList().IndexOf(state) ?? 0;
            if (index < 0) _errors.Add($"{where}: {term.Point} has no state '{state}'.");
            exactly = index;
        }

        if (term is { State: null, Flag: null, Above: null, Below: null, DropsBy: null, BackWithin: null }) _errors.Add($"{where}: {term.Point} is asked nothing.");
        var (above, below) = (Limit(where, type, term.Above), Limit(where, type, term.Below));
        return number => new SignatureTerm(term.Point, exactly, above?.Invoke(number), below?.Invoke(number), term.DropsBy, term.BackWithin, term.Absolute);
    }

    private PointDefinition? Point(string where, AssetTemplate? type, string key)
    {
        var (owner, name) = key.Split('/') is [var other, var own] ? (_templates.TryGet(other, out var found) ? found : null, own) : (type, key);
        var point = owner?.Point(name)?.Definition;
        if (point is null) _errors.Add($"{where}: there is no point '{key}'.");
        return point;
    }

    private Func<Func<string, double>, double>? Limit(string where, AssetTemplate? type, JsonElement? limit)
    {
        if (limit is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number) return Constant(value.GetDouble());
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("attribute", out var named) && value.TryGetProperty("times", out var times) && named.GetString() is { } attribute)
        {
            if (type?.Attributes.All(known => known.Key != attribute) == true) _errors.Add($"{where}: there is no attribute '{attribute}'.");
            var factor = times.GetDouble();
            return number => number(attribute) * factor;
        }

        _errors.Add($"{where}: a limit is a number, or an attribute times a factor.");
        return null;
    }

    private static Func<Func<string, double>, double> Constant(double value) => _ => value;

    private TimeSpan Duration(string where, string text)
    {
        foreach (var (unit, seconds) in new[] { ("min", 60), ("s", 1), ("h", 3600) })
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && int.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TimeSpan.FromSeconds(number * seconds);
        }

        _errors.Add($"{where}: '{text}' is no duration.");
        return TimeSpan.Zero;
    }
}
