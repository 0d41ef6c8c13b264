namespace Facilities.Operations.Replays;

/// <summary>One time that a rule or a learned baseline spoke, or would have spoken. Instants of the device's clock, but <see cref="DetectedAt"/>, which is the site's.</summary>
/// <param name="RuleKey">As in <see cref="Detection.Finding.RuleKey"/>.</param>
/// <param name="ModeKey">Fault mode that it leads to.</param>
/// <param name="Onset">When it began.</param>
/// <param name="DetectedAt">When it was certain; in a replay every reading is received when it was made.</param>
/// <param name="ClearedAt">When it ended; null while it stands.</param>
/// <param name="Signal">Key of the leading point; null when the whole asset is meant.</param>
/// <param name="Value">Of that point, in its unit.</param>
/// <param name="Limit">That was crossed, in the point's unit.</param>
public sealed record Occurrence(string RuleKey, string ModeKey, DateTimeOffset Onset, DateTimeOffset DetectedAt, DateTimeOffset? ClearedAt, string? Signal, double? Value, double? Limit);
