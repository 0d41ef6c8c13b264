using Facilities.Domain.Grades;

namespace Facilities.Dashboard.Api;

/// <summary>A reviewer's decision on an appeal.</summary>
/// <param name="Words">Why, at most 2,000 characters.</param>
/// <param name="Granted">What the month shall show, better than it did; without it the month stands.</param>
internal sealed record GradeDecisionBody(string Words, Grade? Granted = null);
