namespace Facilities.Domain.Complaints;

/// <summary>What a text was taken to be about.</summary>
/// <param name="Kind">Topic and sub-topic.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Words">The phrases that decided it, heaviest first.</param>
public sealed record TopicVerdict(ComplaintKind Kind, double Confidence, IReadOnlyList<string> Words);
