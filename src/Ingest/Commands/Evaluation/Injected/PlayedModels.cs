using Facilities.Detection;
using Facilities.Domain.Models;
using Facilities.Operations.Models;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>
/// What the service's nightly training and hourly look with learned models would say of one recording: the same rows, the same training, the same shadow and the same decision, on hours that are made here from
/// the readings as they come. A model is trained when enough days are there and anew after a month, without days on which anything was found. Sisters have no recordings, and nobody marks or repairs.
/// </summary>
internal sealed class PlayedModels
{
    private static readonly ModelOptions Options = new();
    private static readonly TimeSpan SiteOffset = new DetectionOptions().SiteUtcOffset;

    private readonly SourceId _source;
    private readonly AssetTemplate _template;
    private readonly Dictionary<ushort, TemplatePoint> _points;
    private readonly Dictionary<ushort, WindowAggregate> _windows = [];
    private readonly ModelHours _hours;
    private readonly Line[] _lines;
    private readonly int _began;
    private int _hour = int.MinValue;

    public PlayedModels(SourceId source, AssetTemplate template, long beginUnixMs)
    {
        (_source, _template, _began) = (source, template, ModelHours.HourOf(beginUnixMs));
        _hours = new ModelHours(template);
        _points = ModelHours.PointsOf(template).ToDictionary(point => point.Definition.No);
        _lines = [.. Enum.GetValues<ModelBaseline>().Select(baseline => (baseline, Shape: ModelShapes.Of(template, baseline))).Where(line => line.Shape is not null).Select(line => new Line(line.baseline, line.Shape!))];
    }

    /// <summary>Takes a reading in; readings come in the order of their times.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="found">Everything found so far, by whom ever: what is strange is not learned.</param>
    public void Observe(in Reading reading, FindingList found)
    {
        if (_points.Count == 0) return;
        var hour = ModelHours.HourOf(reading.EventTimeUnixMs);
        if (hour != _hour)
        {
            if (_hour != int.MinValue) End(_hour, found);
            _hour = hour;
        }

        foreach (ref readonly var value in reading.Values)
        {
            if (!_points.ContainsKey(value.Point) || !double.IsFinite(value.Value)) continue;
            var window = _windows.GetValueOrDefault(value.Point);
            _windows[value.Point] = window.Count == 0
                ? new WindowAggregate((long)hour * ModelHours.LengthMs, 1, value.Value, value.Value, value.Value, value.Value, value.Value)
                : window with { Count = window.Count + 1, Min = Math.Min(window.Min, value.Value), Max = Math.Max(window.Max, value.Value), Sum = window.Sum + value.Value, Last = value.Value };
        }
    }

    private void End(int hour, FindingList found)
    {
        foreach (var (no, window) in _windows) _hours.Add(_points[no], window);
        _windows.Clear();
        var isNight = (hour + (int)SiteOffset.TotalHours) % 24 == Options.Night.From;
        foreach (var line in _lines)
        {
            if (isNight) Train(line, hour, found);
            if (_hours.Row(line.Shape, hour) is not { } row) continue;
            foreach (var model in line.Models.ToArray()) Judge(line, model, row, found);
        }
    }

    private void Train(Line line, int hour, FindingList found)
    {
        var (from, until) = line.Baseline == ModelBaseline.First ? (_began, _began + (int)Options.First.TotalHours) : (Math.Max(_began, hour - (int)Options.Longest.TotalHours), hour);
        if (line.Baseline == ModelBaseline.First && (line.Models.Count > 0 || hour < until)) return;
        if (hour - _began < Options.Shortest.TotalHours || (line.TrainedHour is { } last && hour - last < Options.Renewal.TotalHours)) return;
        var strange = found.Where(finding => finding.Kind == FindingKind.Raised).Select(finding => (From: ModelHours.HourOf(finding.SinceUnixMs) - UnhealthyTime.MarginHours, Until: EndOf(found, finding))).ToList();
        var rows = _hours.Rows(line.Shape).Where(row => row.Hour >= from && row.Hour < until && !strange.Exists(time => row.Hour >= time.From && row.Hour <= time.Until)).ToList();
        if (ResidualRegression.Fit(line.Shape, rows, SiteOffset.TotalHours) is not { } fit) return;
        line.TrainedHour = hour;
        line.Models.RemoveAll(model => !model.IsActive);
        line.Models.Add(new Model(fit, hour));
    }

    private static int EndOf(FindingList found, Finding raised) =>
        found.Find(other => other.Kind == FindingKind.Cleared && other.RuleKey == raised.RuleKey && other.OnsetUnixMs == raised.OnsetUnixMs) is { ClearedUnixMs: { } over } ? ModelHours.HourOf(over) : int.MaxValue;

    private void Judge(Line line, Model model, ModelRow row, FindingList found)
    {
        var before = model.State;
        var step = ResidualWatch.Advance(line.Shape, model.Fit, model.Fit.Limit, before, row);
        model.State = step.State;
        if (step.Score is not null && !model.IsActive) model.ShadowHours++;
        if (step.Went == true)
        {
            if (model.IsActive) Tell(line, model, step, row, found);
            model.Alarms.Add(row.Hour);
        }

        if (step.Went == false && model.IsActive && before.OnsetHour is { } onset)
            found.Add(ModelFindings.Gone(_source, ModelFindings.KeyOf(line.Baseline), ModelFindings.EndOf(onset), ModelFindings.EndOf(row.Hour)));
        if (!model.IsActive && row.Hour - model.Began >= Options.Shadow.TotalHours && model.ShadowHours >= Options.ShadowHours && step.Score is not null) Pass(line, model, step, row, found);
    }

    private void Pass(Line line, Model model, ResidualStep step, ModelRow row, FindingList found)
    {
        var active = line.Models.Find(other => other.IsActive);
        if (!ModelTrust.MayAlarm(model.Alarms.Count, active?.Alarms.Count(hour => hour >= model.Began)))
        {
            line.Models.Remove(model);
            return;
        }

        if (active is not null)
        {
            line.Models.Remove(active);
            if (active.State.OnsetHour is { } onset) found.Add(ModelFindings.Gone(_source, ModelFindings.KeyOf(line.Baseline), ModelFindings.EndOf(onset), ModelFindings.EndOf(row.Hour)));
        }

        model.IsActive = true;
        if (model.State.OnsetHour is not null) Tell(line, model, step, row, found);
    }

    private void Tell(Line line, Model model, ResidualStep step, ModelRow row, FindingList found)
    {
        if (step.Score is not null) found.Add(ModelFindings.Raised(_source, _template, line.Baseline, line.Shape, model.Fit, model.Fit.Limit, step, row));
    }

    private sealed class Line(ModelBaseline baseline, ModelShape shape)
    {
        public ModelBaseline Baseline { get; } = baseline;

        public ModelShape Shape { get; } = shape;

        public List<Model> Models { get; } = [];

        public int? TrainedHour { get; set; }
    }

    private sealed class Model(ResidualFit fit, int began)
    {
        public ResidualFit Fit { get; } = fit;

        public int Began { get; } = began;

        public ResidualState State { get; set; } = new();

        public bool IsActive { get; set; }

        public int ShadowHours { get; set; }

        /// <summary>Hours in which it went on.</summary>
        public List<int> Alarms { get; } = [];
    }
}
