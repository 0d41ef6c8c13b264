using Facilities.Domain;
using Facilities.Domain.Permits;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Permits;

/// <summary>A permit of an asset.</summary>
/// <param name="FromLocal">In the site's time, like <paramref name="UntilLocal"/>.</param>
/// <param name="Hours">Only in these hours of the site's days; null: day and night.</param>
/// <param name="Runs">Now.</param>
/// <param name="KeptBack">Fault modes of the findings that it keeps back and that still stand.</param>
public sealed record PermitRow(
    PermitId Id, string Number, PermitKind Kind, CodedText Reason, IReadOnlyList<string> Families, IReadOnlyList<LocalizedName> FamilyNames, DateTimeOffset From, DateTimeOffset Until,
    DateTime FromLocal, DateTime UntilLocal, string TimeZone, string? Hours, string? Note, LocalizedName? GrantedBy, DateTimeOffset GrantedAt, DateTimeOffset? EndedAt, LocalizedName? EndedBy,
    bool Runs, IReadOnlyList<LocalizedName> KeptBack);
