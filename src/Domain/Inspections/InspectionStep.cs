using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>One step of a checklist. With a unit it asks for a value, and the value decides between <paramref name="Minimum"/> and <paramref name="Maximum"/>.</summary>
/// <param name="Key">Unique in the template.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
/// <param name="FailSeverity">Severity of the fault that a failed step opens.</param>
/// <param name="FailFamily">Its family.</param>
/// <param name="Reading">Where a record that telemetry writes takes the value; null: only people can say it.</param>
public sealed record InspectionStep(
    string Key, string Name, string NameEn, Severity FailSeverity, string FailFamily, string? Unit = null, double? Minimum = null, double? Maximum = null, StepReading? Reading = null)
{
    /// <summary>Whether a result meets the step: said to be in order, and its value, where one is asked for, inside the limits.</summary>
    public bool IsMet(bool inOrder, double? value) =>
        inOrder && (Unit is null || value is { } v && double.IsFinite(v) && !(v < Minimum) && !(v > Maximum));
}
