namespace Facilities.Domain.Inspections;

/// <summary>What to change so that a schedule's items are right on a day.</summary>
/// <param name="Create">New items, ascending by due date.</param>
/// <param name="Withdraw">Planned ones that early work or a change made void; delete them.</param>
/// <param name="Advance">Items whose day has come, or whose excuse is gone, with their new state.</param>
/// <param name="Move">Planned ones whose day is another by the calendar of now: a holiday was entered. Those that a person placed stay.</param>
/// <param name="Excuse">Pending items of days on which the asset is out of use, with the permit.</param>
public sealed record InspectionPlan(
    IReadOnlyList<PlannedInspection> Create,
    IReadOnlyList<InspectionItem> Withdraw,
    IReadOnlyList<(InspectionItem Item, InspectionState State)> Advance,
    IReadOnlyList<(InspectionItem Item, string PermitNumber)> Excuse,
    IReadOnlyList<(InspectionItem Item, DateOnly PlannedDate, DateOnly OpensOn)> Move)
{
    public int Changes => Create.Count + Withdraw.Count + Advance.Count + Excuse.Count + Move.Count;

    public bool IsEmpty => Changes == 0;

    /// <summary>Does what it says to the items that are there; creating and deleting is the caller's.</summary>
    public void Apply(DateTimeOffset now)
    {
        foreach (var (item, planned, opens) in Move) item.Move(planned, opens);
        foreach (var (item, state) in Advance) item.Advance(state, now);
        foreach (var (item, permit) in Excuse) item.ExcuseByOutage(permit);
    }
}
