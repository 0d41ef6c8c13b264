namespace Facilities.Domain.Inspections;

/// <summary>What to change so that a schedule's items are right on a day.</summary>
/// <param name="Create">New items, ascending by due date.</param>
/// <param name="Withdraw">Planned ones that early work made void; delete them.</param>
/// <param name="Advance">Items whose day has come, with their new state.</param>
public sealed record InspectionPlan(
    IReadOnlyList<PlannedInspection> Create,
    IReadOnlyList<InspectionItem> Withdraw,
    IReadOnlyList<(InspectionItem Item, InspectionState State)> Advance)
{
    public bool IsEmpty => Create.Count == 0 && Withdraw.Count == 0 && Advance.Count == 0;
}
