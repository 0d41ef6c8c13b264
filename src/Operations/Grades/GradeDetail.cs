using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Grades;

/// <summary>A community's grade with all that stands behind it.</summary>
/// <param name="Community">Which.</param>
/// <param name="SiteCode">Its code in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Firm">Who runs it; null: nobody is known.</param>
/// <param name="Households">0: not known.</param>
/// <param name="Months">The newest first; the first may be running.</param>
/// <param name="Appeals">The newest first.</param>
/// <param name="Credit">The project manager's, of the running year.</param>
/// <param name="Quarter">The last closed quarter.</param>
/// <param name="Listing">Where it puts the community.</param>
/// <param name="IsRunBy">The caller's firm runs it.</param>
public sealed record GradeDetail(
    CommunityId Community, string SiteCode, LocalizedName Name, LocalizedName? Firm, int Households, IReadOnlyList<GradeMonth> Months, IReadOnlyList<GradeAppealRow> Appeals, CreditLedger Credit, string Quarter,
    GradeListing Listing, bool IsRunBy);
