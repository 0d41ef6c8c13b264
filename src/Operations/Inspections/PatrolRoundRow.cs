using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>The round of a duty at a community.</summary>
/// <param name="TemplateKey">The duty.</param>
/// <param name="Points">In the order in which they are walked.</param>
public sealed record PatrolRoundRow(string TemplateKey, LocalizedName Name, IReadOnlyList<RoundPoint> Points, DateTimeOffset ChangedAt);
