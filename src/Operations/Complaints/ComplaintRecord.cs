namespace Facilities.Operations.Complaints;

/// <summary>A record as it comes in.</summary>
/// <param name="Record">Its number with the source, at most 64 characters.</param>
/// <param name="Received">When it came: <c>2026-11-20 14:32</c>, <c>2026/11/20 14:32:05</c>, <c>2026年11月20日 14时32分</c>, ISO 8601 with an offset, or epoch milliseconds. Without offset: time in China.</param>
/// <param name="Text">What was said.</param>
/// <param name="Address">Where; may be missing.</param>
/// <param name="Site">Name of the community; may be missing.</param>
/// <param name="Category">What the hotline sorted it under; may be missing.</param>
public sealed record ComplaintRecord(string Record, string Received, string Text, string? Address = null, string? Site = null, string? Category = null);
