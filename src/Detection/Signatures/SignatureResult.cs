using Facilities.Telemetry;

namespace Facilities.Detection.Signatures;

/// <summary>A verdict with its reasons.</summary>
/// <param name="Matched">From the first to the last stretch that counted; null when none did.</param>
public sealed record SignatureResult(SignatureVerdict Verdict, IReadOnlyList<StageResult> Stages, TimeSpanUnixMs? Matched);
