namespace Facilities.Dashboard.Api;

/// <summary>Number of what was added.</summary>
internal sealed record CreatedEntry(int Id);
