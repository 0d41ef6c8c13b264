namespace Facilities.Operations.Inspections;

/// <summary>A day of the plan: what is planned for it, by how it stands.</summary>
/// <param name="Name">Of the holiday.</param>
/// <param name="Open">Pending and not late.</param>
/// <param name="Overdue">Pending after its last day.</param>
/// <param name="Missed">Never done.</param>
/// <param name="Done">Done, also late.</param>
/// <param name="Excused">Not needed, with a permit.</param>
public sealed record PlannedDay(DateOnly Day, DayKind Kind, string? Name, int Open, int Overdue, int Missed, int Done, int Excused)
{
    public int Total => Open + Overdue + Missed + Done + Excused;
}
