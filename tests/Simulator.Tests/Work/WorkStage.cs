using System.Text.Json;
using Facilities.Detection.Signatures;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Facilities.Simulator.Work;
using Facilities.Telemetry;

namespace Facilities.Simulator.Tests.Work;

/// <summary>A site of two assets of a kind (and a panel, where the work needs one), played with its physics; the first one's record is judged as the service judges it.</summary>
internal sealed class WorkStage
{
    private const long Hour = 3_600_000;
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();
    private static readonly ProofRules Rules = ProofRules.Load(Templates);

    /// <summary>A Wednesday at noon; the fire pump's own weekly start is over.</summary>
    private static readonly DateTimeOffset Noon = Recording.Midnight.AddHours(12);

    private readonly WorkScript _script;
    private readonly ProofRule _rule;
    private readonly TimeSpanUnixMs _window;
    private readonly AssetPlan _plan;

    /// <summary>Per asset type of the judged site: reports by time.</summary>
    private readonly Dictionary<string, List<(long At, Dictionary<string, double> Values)>> _reports = [];

    private WorkStage(WorkScript script, AssetPlan plan)
    {
        _script = script;
        _plan = plan;
        _rule = Rules.All.Single(rule => rule.Key == script.Key);
        _window = new TimeSpanUnixMs((Start - ProofRules.Around).ToUnixTimeMilliseconds(), (Start + script.Length + _rule.Reach).ToUnixTimeMilliseconds());
    }

    public static DateTimeOffset Start => Noon.AddHours(3);

    /// <param name="atOther">The work is done to the second asset; the first one's record claims it.</param>
    public static WorkStage Play(string work, WorkKind kind, bool atOther = false)
    {
        WorkScripts.TryFind(work, out var script).ShouldBeTrue();
        WorkPlan[] works = [new WorkPlan { Work = work, Play = kind, Start = Start }];
        var attributes = new Dictionary<string, double> { [AssetAttributes.Diesel] = work.EndsWith("diesel", StringComparison.Ordinal) ? 1 : 0 };
        var first = new AssetPlan { Code = "a1", Type = script!.Type, Seed = 7, Attributes = attributes, Works = atOther ? [] : works };
        var second = first with { Code = "a2", Seed = 8, Works = atOther ? works : [] };
        var others = script.Honest.Select(act => act.OtherType).OfType<string>().Distinct().Select(type => new AssetPlan { Code = "o-" + type, Type = type, Seed = 9 });
        var stage = new WorkStage(script, first);
        using var simulation = new SiteSimulation(new SitePlan { Code = "site", Assets = [first, second, .. others] }, Noon.ToUnixTimeMilliseconds());
        simulation.Advance(stage._window.ToUnixMs + 2 * Hour, message =>
        {
            if (message.Asset.Plan.Code != "a2") stage.Add(message.Asset.Plan.Type, message.UnixMs, message.Payload);
        });
        return stage;
    }

    /// <summary>One per cent of noise on what is measured, one report in twenty lost, the clock wrong by up to a minute.</summary>
    public WorkStage Disturb(Random random)
    {
        var shift = random.Next(-60_000, 60_001);
        foreach (var (type, reports) in _reports.ToList())
        {
            _reports[type] = [.. reports.Where(_ => random.Next(20) != 0).Select(report => (report.At + shift, report.Values.ToDictionary(
                value => value.Key, value => Templates[type].Point(value.Key)?.Definition.Kind == PointKind.Number ? value.Value * (1 + 0.01 * (random.NextDouble() * 2 - 1)) : value.Value)))];
        }

        return this;
    }

    public SignatureResult Judge()
    {
        var attributes = new Dictionary<string, string>(AssetRatings.Registered(_plan)) { ["required_min"] = "90" };
        var (signature, missing) = _rule.For(attributes);
        missing.ShouldBeNull();
        var within = Coverage(_window.FromUnixMs, _window.ToUnixMs);
        return SignatureMatcher.Match(signature!, new SignatureEvidence
        {
            Window = _window,
            Series = _rule.Points.ToDictionary(point => point, Samples),
            Gaps = within.Gaps,
            CoverageBefore = Coverage(_window.FromUnixMs - Hour, _window.FromUnixMs).Share,
            CoverageWithin = within.Share,
            CoverageAfter = Coverage(_window.ToUnixMs, _window.ToUnixMs + Hour).Share,
        });
    }

    /// <summary>From an hour before the window, with the value that is held into it.</summary>
    private IReadOnlyList<Sample> Samples(string key)
    {
        var (type, point) = key.Split('/') is [var other, var own] ? (other, own) : (_script.Type, key);
        var begin = _window.FromUnixMs - (long)SignatureMatcher.Lookback.TotalMilliseconds;
        var all = _reports[type].Where(report => report.At < _window.ToUnixMs && report.Values.ContainsKey(point)).Select(report => new Sample(report.At, report.Values[point])).ToList();
        var held = all.FindLastIndex(sample => sample.TimestampUnixMs < begin);
        return held < 0 ? all : [new Sample(begin - 1, all[held].Value), .. all.Skip(held + 1)];
    }

    private Coverage Coverage(long from, long to)
    {
        var silent = Templates[_script.Type].Heartbeat * 3;
        var count = new CoverageCount(from, to, silent);
        foreach (var (at, _) in _reports[_script.Type].Where(report => report.At >= from - CoverageCount.Reach(silent) && report.At < to)) count.Add(at);
        return count.Finish();
    }

    private void Add(string type, long at, byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var value in json.RootElement.GetProperty("values").EnumerateObject())
        {
            values[value.Name] = value.Value.ValueKind switch
            {
                JsonValueKind.String => Templates[type].Point(value.Name)!.Definition.States.ToList().IndexOf(value.Value.GetString()!),
                JsonValueKind.Number => value.Value.GetDouble(),
                _ => value.Value.GetBoolean() ? 1 : 0,
            };
        }

        if (!_reports.TryGetValue(type, out var reports)) _reports[type] = reports = [];
        reports.Add((at, values));
    }
}
