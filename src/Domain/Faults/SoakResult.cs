namespace Facilities.Domain.Faults;

/// <summary>A verdict with its reasons, at least one unless it is still running.</summary>
public sealed record SoakResult(SoakVerdict Verdict, IReadOnlyList<CodedText> Reasons);
