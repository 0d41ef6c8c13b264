namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    private const int MostEvidence = 8;

    private void TellRule(SourceState state, int index, FindingKind kind, long? cleared, bool stands, IFindingSink sink)
    {
        var rule = state.Compiled.Rules[index];
        ref readonly var memory = ref state.Rules[index];
        _evaluation.Source = state;
        _evaluation.At = state.LastEventMs;
        var reading = rule.Lead?.Read(_evaluation) ?? new LeafReading(state.Points[rule.Signal].Value, null, double.NaN);
        double? value = double.IsNaN(reading.Value) ? null : reading.Value;
        double? limit = double.IsNaN(reading.Limit) ? null : reading.Limit;
        var evidence = new List<FindingEvidence>(Math.Min(rule.Inputs.Length, MostEvidence));
        foreach (var input in rule.Inputs)
        {
            if (evidence.Count == MostEvidence) break;
            ref readonly var point = ref state.Points[input];
            evidence.Add(new FindingEvidence(Signal(state, input), point.Value, point.EventMs, null, null));
        }

        sink.Accept(new Finding
        {
            Source = state.Source,
            RuleKey = rule.Definition.Key,
            ModeKey = rule.Definition.Mode,
            Kind = kind,
            OnsetUnixMs = memory.Onset,
            SinceUnixMs = memory.Onset,
            DetectedUnixMs = memory.Detected,
            ClearedUnixMs = cleared,
            Signal = Signal(state, rule.Signal),
            Value = value,
            Expected = reading.Expected,
            Limit = limit,
            Deviation = value is { } measured && limit is { } l ? Math.Abs(measured - l) : 0,
            DeviationUnit = DeviationUnit.OverLimit,
            Confidence = memory.Confirmed ? Math.Max(rule.Definition.Confidence, 0.99) : rule.Definition.Confidence,
            Stands = stands,
            Evidence = evidence,
        });
    }

    private static void TellVector(SourceState state, int index, FindingKind kind, long? cleared, bool stands, IFindingSink sink)
    {
        var vector = state.Compiled.Vectors[index];
        var memory = state.Vectors[index];
        var evidence = new List<FindingEvidence>(vector.Channels.Length);
        for (var j = 0; j < vector.Channels.Length; j++)
        {
            var (score, value, expected) = memory.Ewma.Channel(j);
            evidence.Add(new FindingEvidence(Signal(state, vector.Channels[j]), value, memory.LastRowMs, expected, score));
        }

        var lead = evidence[memory.Lead];
        // Strongest first; the one that set the alarm off stays in front.
        evidence.Sort((a, b) => ReferenceEquals(a, lead) ? -1 : ReferenceEquals(b, lead) ? 1 : b.Deviation!.Value.CompareTo(a.Deviation!.Value));
        if (evidence.Count > MostEvidence) evidence.RemoveRange(MostEvidence, evidence.Count - MostEvidence);
        var on = vector.Definition.On;
        var strongest = Math.Max(memory.Alarm.Peak, on);
        sink.Accept(new Finding
        {
            Source = state.Source,
            RuleKey = vector.RuleKey,
            ModeKey = "unexplained",
            Kind = kind,
            OnsetUnixMs = memory.Onset,
            SinceUnixMs = memory.Since,
            DetectedUnixMs = memory.Detected,
            ClearedUnixMs = cleared,
            Signal = lead.Signal,
            Value = lead.Value,
            Expected = lead.Expected,
            Limit = on,
            Deviation = lead.Deviation!.Value,
            DeviationUnit = DeviationUnit.Sigma,
            // A half at the threshold, towards one as the deviation grows.
            Confidence = 1 - (0.5 * (on / strongest) * (on / strongest)),
            Stands = stands,
            Evidence = evidence,
        });
    }

    private void TellSensor(SourceState state, int index, FindingKind kind, double value, long? cleared, IFindingSink sink)
    {
        ref readonly var point = ref state.Points[index];
        var name = point.Trouble switch
        {
            SensorTrouble.Stale => "stale",
            SensorTrouble.Frozen => "frozen",
            _ => "bad",
        };
        var signal = Signal(state, index);
        sink.Accept(new Finding
        {
            Source = state.Source,
            RuleKey = $"{name}:{signal.Key}",
            ModeKey = "sensor",
            Kind = kind,
            OnsetUnixMs = point.TroubleMs,
            SinceUnixMs = point.TroubleMs,
            DetectedUnixMs = NowUnixMs,
            ClearedUnixMs = cleared,
            Signal = signal,
            Value = double.IsNaN(value) ? null : value,
            Limit = point.Trouble == SensorTrouble.Stale ? state.Compiled.Points[index].StaleMs : null,
            Deviation = point.Trouble == SensorTrouble.Stale ? state.LastEventMs - point.TroubleMs : 0,
            DeviationUnit = point.Trouble == SensorTrouble.Stale ? DeviationUnit.SilentMs : DeviationUnit.OverLimit,
            Confidence = 0.95,
            Stands = kind != FindingKind.Cleared,
        });
    }

    private void TellSilence(SourceState state, FindingKind kind, long? cleared, IFindingSink sink) => sink.Accept(new Finding
    {
        Source = state.Source,
        RuleKey = "comms",
        ModeKey = "comms",
        Kind = kind,
        OnsetUnixMs = state.SilentSince,
        SinceUnixMs = state.SilentSince,
        DetectedUnixMs = state.SilenceDetected,
        ClearedUnixMs = cleared,
        Limit = state.Compiled.SilentMs,
        Deviation = NowUnixMs - Math.Max(state.LastReceiveMs, _listenFromMs),
        DeviationUnit = DeviationUnit.SilentMs,
        Confidence = 0.95,
        Stands = kind != FindingKind.Cleared,
    });

    private static FindingSignal Signal(SourceState state, int index)
    {
        ref readonly var point = ref state.Compiled.Points[index];
        return new FindingSignal(point.No, point.Key);
    }
}
