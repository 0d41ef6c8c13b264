using Facilities.Telemetry;

namespace Facilities.Detection.Signatures;

/// <summary>A verdict with its reasons.</summary>
/// <param name="Matched">From the first to the last stretch that counted; null when none did.</param>
public sealed record SignatureResult(SignatureVerdict Verdict, IReadOnlyList<StageResult> Stages, TimeSpanUnixMs? Matched)
{
    /// <summary>From the first to the last stretch of what tells of the work: a stage such as "back to mains" holds on long after it, doors open long before. Null when nothing tells of it.</summary>
    public TimeSpanUnixMs? Told(Signature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        var spans = signature.Stages.Zip(Stages).Where(pair => pair.First.Telling).SelectMany(pair => pair.Second.Spans).ToList();
        return spans.Count == 0 ? null : new TimeSpanUnixMs(spans.Min(span => span.FromUnixMs), spans.Max(span => span.ToUnixMs));
    }
}
