using Facilities.Detection;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>
/// What the service's hourly look at stored telemetry would say of one recording: the same judgement (<see cref="TrendJudge"/>) on means of the same steps, which are made here from the
/// readings as they come. A step is judged when it is over, by what came before its end.
/// </summary>
internal sealed class PlayedTrends
{
    private static readonly long SiteOffsetMs = (long)new DetectionOptions().SiteUtcOffset.TotalMilliseconds;

    private readonly SourceId _source;
    private readonly Line[] _lines;

    public PlayedTrends(SourceId source, AssetTemplate template, AssetOverrides overrides)
    {
        _source = source;
        _lines = [.. ForecastLimit.Of(template, overrides).Where(limit => limit.Definition.Trend.Count > 0).Select(limit => new Line(limit))];
    }

    /// <summary>Takes a reading in; readings come in the order of their times.</summary>
    public void Observe(in Reading reading, FindingList found)
    {
        foreach (var line in _lines)
        {
            var ended = false;
            foreach (var steps in line.Steps) ended |= steps.Advance(reading.EventTimeUnixMs);
            if (ended) Judge(line, reading.EventTimeUnixMs, found);
            foreach (ref readonly var value in reading.Values)
            {
                if (value.Point != line.Limit.Point.Definition.No || !double.IsFinite(value.Value)) continue;
                foreach (var steps in line.Steps) steps.Add(value.Value);
            }
        }
    }

    private void Judge(Line line, long now, FindingList found)
    {
        if (TrendJudge.Judge(_source, line.Limit, [.. line.Steps.Select(steps => steps.Whole())], line.Standing, now) is not { } finding) return;
        line.Standing = finding.Kind == FindingKind.Cleared ? null : finding.OnsetUnixMs;
        found.Add(finding);
    }

    private sealed class Line(ForecastLimit limit)
    {
        public ForecastLimit Limit { get; } = limit;

        public Steps[] Steps { get; } = [.. limit.Definition.Trend.Select(length => new Steps(length, limit))];

        public long? Standing { get; set; }
    }

    /// <summary>The last steps of one length, each with its samples and their sum.</summary>
    private sealed class Steps(TimeSpan length, ForecastLimit limit)
    {
        private readonly long _lengthMs = (long)length.TotalMilliseconds;
        private readonly Queue<(int Step, long Count, double Value)> _whole = new();
        private int _step = int.MinValue;
        private WindowAggregate _window;

        /// <summary>True if a step is over since the last reading.</summary>
        public bool Advance(long unixMs)
        {
            var step = (int)((unixMs + SiteOffsetMs) / _lengthMs);
            if (step == _step) return false;
            if (_window.Count > 0) _whole.Enqueue((_step, _window.Count, limit.Of(_window)));
            while (_whole.TryPeek(out var oldest) && oldest.Step < step - LimitForecaster.HistoryDays) _whole.Dequeue();
            (_step, _window) = (step, default);
            return true;
        }

        public void Add(double value) => _window = _window.Count == 0
            ? new WindowAggregate(0, 1, value, value, value, value, value)
            : _window with { Count = _window.Count + 1, Min = Math.Min(_window.Min, value), Max = Math.Max(_window.Max, value), Sum = _window.Sum + value, Last = value };

        public TrendStep Whole() => new(length, _step - 1, (_step * _lengthMs) - SiteOffsetMs, DailyValue.Of([.. _whole]));
    }
}
