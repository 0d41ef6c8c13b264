namespace Facilities.Dashboard.Api;

/// <summary>A letter to the other side of a claim.</summary>
/// <param name="Words">1 to 4,000 characters.</param>
/// <param name="Files">SHA-256 of papers that were kept for this claim, lower case hex; at most ten.</param>
internal sealed record ClaimLetterBody(string Words, IReadOnlyList<string>? Files = null);
