namespace Facilities.Operations.Faults;

/// <summary>One who reported the fault, and what he answered.</summary>
/// <param name="Reporter">Number.</param>
/// <param name="ReportedAt">When.</param>
/// <param name="Name">What he is called; null as <paramref name="Phone"/>.</param>
/// <param name="Phone">To call him; null for whoever may not take his answer by phone.</param>
/// <param name="AskedAt">When his link for this round was made; null: not asked (yet).</param>
/// <param name="AnsweredAt">When he answered; null: not yet.</param>
/// <param name="Stars">1–5.</param>
/// <param name="Solved">What he said.</param>
public sealed record FollowUpRow(int Reporter, DateTimeOffset ReportedAt, string? Name, string? Phone, DateTimeOffset? AskedAt, DateTimeOffset? AnsweredAt, int? Stars, bool? Solved);
