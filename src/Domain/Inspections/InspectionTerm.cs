namespace Facilities.Domain.Inspections;

/// <summary>From a day on, a schedule runs by another interval.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; null: open.</param>
/// <param name="Interval">As <see cref="InspectionInterval"/> writes it.</param>
/// <param name="PermitNumber">Of on-demand maintenance.</param>
public sealed record InspectionTerm(TermKind Kind, DateOnly From, DateOnly? Until, string Interval, string? PermitNumber = null)
{
    public bool Holds(DateOnly day) => From <= day && !(Until < day);
}
