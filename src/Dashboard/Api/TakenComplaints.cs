namespace Facilities.Dashboard.Api;

/// <summary>What came of the records.</summary>
/// <param name="Read">How many there were.</param>
/// <param name="Added">New ones.</param>
/// <param name="Known">Known before: unchanged.</param>
/// <param name="Refused">The others.</param>
internal sealed record TakenComplaints(int Read, int Added, int Known, IReadOnlyList<RefusedComplaint> Refused);
