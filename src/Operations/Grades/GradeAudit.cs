using System.Globalization;
using Facilities.Domain;

namespace Facilities.Operations.Grades;

/// <summary>How grades enter the audit chain.</summary>
internal static class GradeAudit
{
    public const string Closed = "audit.grade_closed";
    public const string Appealed = "audit.grade_appealed";
    public const string Decided = "audit.grade_decided";

    public static string Subject(CommunityId community, DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{community}/{month:yyyy-MM}");
}
