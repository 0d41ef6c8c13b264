using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Complaints;

/// <summary>A community's complaints of a quarter.</summary>
/// <param name="Site">Null: complaints of which nobody knows where.</param>
/// <param name="Name">Null likewise.</param>
/// <param name="Households">0: not entered.</param>
/// <param name="Count">How many.</param>
/// <param name="YearBefore">In the same quarter of the year before.</param>
/// <param name="Repeats">As in <see cref="ComplaintTally"/>.</param>
/// <param name="Hours">By hour of the day, 24 of them, local time.</param>
public sealed record ComplaintSiteRow(CommunityId? Site, LocalizedName? Name, int Households, int Count, int YearBefore, int Repeats, IReadOnlyList<int> Hours);
