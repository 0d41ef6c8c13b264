namespace Facilities.Domain.Faults;

/// <summary>What somebody who reported a fault said of its repair.</summary>
/// <param name="Stars">1–5.</param>
/// <param name="Solved">Whether it is.</param>
public sealed record FollowUpAnswer(int Stars, bool Solved);
