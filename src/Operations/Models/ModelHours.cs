using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Models;

/// <summary>From hourly windows of points to rows of a model: the same in service (over stored telemetry) and in <c>evaluate</c>. Not thread-safe.</summary>
public sealed class ModelHours(AssetTemplate template)
{
    /// <summary>An hour, ms.</summary>
    public const long LengthMs = 3_600_000;

    /// <summary>Share of an hour in which the asset must be in operation.</summary>
    private const double LeastOperation = 0.9;

    /// <summary>Of what reports when it happens; an interval says it better.</summary>
    private const int LeastSamples = 3;

    private readonly Dictionary<string, Dictionary<int, double>> _values = new(StringComparer.Ordinal);

    /// <summary>Points that any of the type's models needs.</summary>
    public static IReadOnlyList<TemplatePoint> PointsOf(AssetTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Model is not { } model) return [];
        IEnumerable<string> keys = [.. model.Drivers, .. model.Signals.Select(signal => signal.Point)];
        return [.. (model.While is { } flag ? keys.Append(flag) : keys).Select(key => template.Point(key)!)];
    }

    /// <summary>Which hour an instant belongs to.</summary>
    public static int HourOf(long unixMs) => (int)Math.DivRem(unixMs, LengthMs).Quotient;

    /// <summary>Takes an hour of a point in; what proves nothing is left out.</summary>
    public void Add(TemplatePoint point, in WindowAggregate window)
    {
        ArgumentNullException.ThrowIfNull(point);
        var definition = point.Definition;
        var least = definition.Interval is { } interval && interval > TimeSpan.Zero ? Math.Max(1, (int)(TimeSpan.FromHours(1) / interval / 4)) : definition.Kind == PointKind.Number ? LeastSamples : 1;
        if (window.Count < least || IsFrozen(point, window)) return;
        var value = definition.Kind == PointKind.Counter ? window.Last - window.First : window.Mean;
        if (!double.IsFinite(value) || (definition.Kind == PointKind.Counter && value < 0)) return;
        if (!_values.TryGetValue(definition.Key, out var hours)) _values[definition.Key] = hours = [];
        hours[HourOf(window.StartUnixMs)] = value;
    }

    /// <summary>Hours in which it was in operation and measured anything, ascending.</summary>
    public IReadOnlyList<ModelRow> Rows(ModelShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var hours = shape.Signals.SelectMany(signal => _values.TryGetValue(signal.Point, out var own) ? own.Keys : Enumerable.Empty<int>()).Distinct().Order();
        return [.. hours.Select(hour => Row(shape, hour)).OfType<ModelRow>()];
    }

    /// <summary>One hour; null: it was not in operation, or nothing was measured.</summary>
    public ModelRow? Row(ModelShape shape, int hour)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!IsOperated(hour)) return null;
        var signals = shape.Signals.Select(signal => At(signal.Point, hour)).ToArray();
        return signals.Any(double.IsFinite) ? new ModelRow(hour, [.. shape.Drivers.Select(key => At(key, hour))], signals) : null;
    }

    private bool IsOperated(int hour) => template.Model!.While is not { } flag || At(flag, hour) >= LeastOperation;

    private double At(string key, int hour) => _values.TryGetValue(key, out var hours) && hours.TryGetValue(hour, out var value) ? value : double.NaN;

    /// <summary>One that must move and stood for a whole hour is doubted, as the detectors do.</summary>
    private static bool IsFrozen(TemplatePoint point, in WindowAggregate window) => point.FrozenAfter is not null && window.Count >= LeastSamples && window.Min.Equals(window.Max);
}
