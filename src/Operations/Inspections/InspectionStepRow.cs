using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>One step of a checklist.</summary>
/// <param name="Key">Unique in the template.</param>
/// <param name="Name">What to look at.</param>
/// <param name="Unit">Asks for a value in this unit; null: it doesn't.</param>
/// <param name="Minimum">Least value that is in order.</param>
/// <param name="Maximum">Largest value that is in order.</param>
/// <param name="Opens">Severity of the fault that it opens at this asset when it isn't in order.</param>
/// <param name="InOrder">By the person's word; null: not done yet.</param>
/// <param name="Value">As found.</param>
/// <param name="Note">The person's own words.</param>
public sealed record InspectionStepRow(
    string Key, LocalizedName Name, string? Unit, double? Minimum, double? Maximum, Severity Opens, bool? InOrder, double? Value, string? Note);
