namespace Facilities.Operations.Models;

/// <summary>How far a long run has come.</summary>
/// <param name="Name">The job.</param>
/// <param name="StartedAt">When the round began.</param>
/// <param name="TouchedAt">When something was last dealt with.</param>
/// <param name="EndedAt">When it was through; null: it goes on.</param>
/// <param name="Done">Things dealt with.</param>
/// <param name="Changed">Of these, models trained or findings told.</param>
public sealed record RunRow(string Name, DateTimeOffset StartedAt, DateTimeOffset TouchedAt, DateTimeOffset? EndedAt, int Done, int Changed);
