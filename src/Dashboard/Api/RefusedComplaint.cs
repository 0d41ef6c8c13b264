namespace Facilities.Dashboard.Api;

/// <summary>A record that wasn't taken.</summary>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Reason">A code.</param>
internal sealed record RefusedComplaint(int Index, string Reason);
