using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Domain.Models;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Models;

/// <summary>What a model or a comparison with sisters says, as findings like those of the detectors: <c>model:recent</c>, <c>model:first</c>, <c>sister:{point}</c>.</summary>
public static class ModelFindings
{
    internal const string Prefix = "model:";
    internal const string SisterPrefix = "sister:";

    /// <summary>How often such an alarm is right in the field isn't known yet.</summary>
    private const double Confidence = 0.6;

    private const int MostEvidence = 8;

    /// <summary>Whether a finding was made by a learned model of an asset.</summary>
    public static bool IsModel(string ruleKey)
    {
        ArgumentNullException.ThrowIfNull(ruleKey);
        return ruleKey.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>Whether it was made by comparing like assets.</summary>
    public static bool IsSister(string ruleKey)
    {
        ArgumentNullException.ThrowIfNull(ruleKey);
        return ruleKey.StartsWith(SisterPrefix, StringComparison.Ordinal);
    }

    /// <summary>Key of the findings of a baseline.</summary>
    public static string KeyOf(ModelBaseline baseline) => Prefix + (baseline == ModelBaseline.First ? "first" : "recent");

    /// <summary>Key of the findings about a point among sisters.</summary>
    public static string SisterKeyOf(string point) => SisterPrefix + point;

    /// <summary>The alarm of a step that went on, or that stands.</summary>
    /// <param name="source">The asset.</param>
    /// <param name="template">Its type.</param>
    /// <param name="baseline">What it was compared with.</param>
    /// <param name="shape">Of the baseline.</param>
    /// <param name="fit">The model.</param>
    /// <param name="limit">In force.</param>
    /// <param name="step">With score and onset.</param>
    /// <param name="row">The hour.</param>
    public static Finding Raised(SourceId source, AssetTemplate template, ModelBaseline baseline, ModelShape shape, ResidualFit fit, double limit, ResidualStep step, ModelRow row)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(row);
        var end = EndOf(row.Hour);
        var evidence = Enumerable.Range(0, fit.Signals.Length).Select(j =>
        {
            var expected = step.Expected![j];
            // The smoothed departure is what was judged; one hour's own value would say more noise than wear.
            return new FindingEvidence(SignalOf(template, shape.Signals[fit.Signals[j]].Point), expected + step.State.Smoothed[j], end, expected, Math.Abs(step.Score!.Deviations[j]));
        }).ToList();
        var lead = evidence[step.Score!.Lead];
        return Of(source, KeyOf(baseline), EndOf(step.State.OnsetHour ?? row.Hour), end) with
        {
            SinceUnixMs = (long)Math.Min(step.State.SinceHour, step.State.OnsetHour ?? row.Hour) * ModelHours.LengthMs,
            Signal = lead.Signal,
            Value = lead.Value,
            Expected = lead.Expected,
            Limit = limit,
            Deviation = step.Score.Score,
            Evidence = [.. evidence.OrderByDescending(item => item.Deviation).Take(MostEvidence)],
        };
    }

    /// <summary>A lone outlier among its sisters.</summary>
    /// <param name="source">The asset.</param>
    /// <param name="template">Its type.</param>
    /// <param name="point">Key of the signal.</param>
    /// <param name="value">Its mean of the last day.</param>
    /// <param name="median">That of all.</param>
    /// <param name="deviation">In robust deviations.</param>
    /// <param name="sinceUnixMs">Since when it stands alone.</param>
    /// <param name="nowUnixMs">End of the last hour.</param>
    public static Finding Sister(SourceId source, AssetTemplate template, string point, double value, double median, double deviation, long sinceUnixMs, long nowUnixMs)
    {
        ArgumentNullException.ThrowIfNull(template);
        var signal = SignalOf(template, point);
        return Of(source, SisterKeyOf(point), nowUnixMs, nowUnixMs) with
        {
            SinceUnixMs = sinceUnixMs,
            Signal = signal,
            Value = value,
            Expected = median,
            Limit = SisterComparison.Out,
            Deviation = Math.Abs(deviation),
            Evidence = [new FindingEvidence(signal, value, nowUnixMs, median, Math.Abs(deviation))],
        };
    }

    /// <summary>The end of one.</summary>
    public static Finding Gone(SourceId source, string ruleKey, long onsetUnixMs, long nowUnixMs) => Of(source, ruleKey, onsetUnixMs, nowUnixMs) with
    {
        Kind = FindingKind.Cleared,
        SinceUnixMs = onsetUnixMs,
        ClearedUnixMs = Math.Max(nowUnixMs, onsetUnixMs),
        Stands = false,
    };

    /// <summary>The end of an hour, Unix ms.</summary>
    public static long EndOf(int hour) => (hour + 1L) * ModelHours.LengthMs;

    private static FindingSignal SignalOf(AssetTemplate template, string point) => new(template.Point(point)!.Definition.No, point);

    private static Finding Of(SourceId source, string ruleKey, long onsetUnixMs, long nowUnixMs) => new()
    {
        Source = source,
        RuleKey = ruleKey,
        ModeKey = FaultFamilies.Unexplained,
        Kind = FindingKind.Raised,
        OnsetUnixMs = onsetUnixMs,
        SinceUnixMs = onsetUnixMs,
        DetectedUnixMs = nowUnixMs,
        DeviationUnit = DeviationUnit.Sigma,
        Confidence = Confidence,
        Stands = true,
    };
}
