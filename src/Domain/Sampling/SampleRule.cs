namespace Facilities.Domain.Sampling;

/// <summary>From which records a sample is drawn: recorded inspections of the office's area with a due date in the span.</summary>
/// <param name="From">First due date.</param>
/// <param name="Until">Last due date, included.</param>
/// <param name="TemplateKey">One duty; null: all.</param>
public sealed record SampleRule(DateOnly From, DateOnly Until, CommunityId? Community = null, OrganisationId? Firm = null, string? TemplateKey = null);
