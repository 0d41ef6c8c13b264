using Facilities.Domain.Faults;

namespace Facilities.Domain.Grades;

/// <summary>A fault as it weighs on a community's grade. Rejected and merged ones are none.</summary>
/// <param name="Fact">Where to look.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="SinceEnded">How long it has been over; zero while open.</param>
/// <param name="LoopFailed">It was open within the month, and a limit passed, it came back, or its reporter wasn't satisfied.</param>
public sealed record GradeFault(GradeLink Fact, Severity Severity, TimeSpan SinceEnded, bool LoopFailed);
