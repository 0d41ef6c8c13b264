using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Grades;

/// <summary>A community in the list of grades.</summary>
/// <param name="Community">Which.</param>
/// <param name="SiteCode">Its code in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Subdistrict">Where it lies; null: not said.</param>
/// <param name="Assets">In service when it was read.</param>
/// <param name="Now">The newest month; null: never computed.</param>
/// <param name="Closed">What holds of the newest closed month; null: none is.</param>
/// <param name="ClosedScore">Its score.</param>
/// <param name="Listing">Where the last closed quarter puts it.</param>
public sealed record GradeRow(CommunityId Community, string SiteCode, LocalizedName Name, LocalizedName? Subdistrict, int Assets, GradeMonth? Now, Grade? Closed, int? ClosedScore, GradeListing Listing);
