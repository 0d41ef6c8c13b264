using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations.Inspections;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Overview;

/// <summary>How a community stands.</summary>
/// <param name="Id">The community.</param>
/// <param name="SiteCode">Its code in topics.</param>
/// <param name="Name">Its name.</param>
/// <param name="Assets">Visible assets in service.</param>
/// <param name="Open">Open faults by severity.</param>
/// <param name="Overdue">Open faults with a passed limit.</param>
/// <param name="Inspections">Due this month.</param>
/// <param name="Points">Points that ever reported.</param>
/// <param name="LivePoints">Of these, with a current value.</param>
/// <param name="Grade">Of the newest month, as it holds; null: never computed.</param>
/// <param name="Score">Its score, 0–100; null: not graded.</param>
public sealed record CommunityRow(
    CommunityId Id, string SiteCode, LocalizedName Name, int Assets, SeverityCounts Open, int Overdue, InspectionCounts Inspections, int Points, int LivePoints, Grade? Grade = null, int? Score = null);
