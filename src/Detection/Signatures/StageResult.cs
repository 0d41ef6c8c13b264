using Facilities.Telemetry;

namespace Facilities.Detection.Signatures;

/// <summary>How a stage came out.</summary>
/// <param name="Amount">Runs or levels counted, or seconds where the stage asks for a time.</param>
/// <param name="Needed">In the same measure.</param>
/// <param name="Spans">Where, at most <see cref="SignatureMatcher.MaximumSpans"/>.</param>
public sealed record StageResult(string Key, bool IsMet, double Amount, double Needed, IReadOnlyList<TimeSpanUnixMs> Spans);
