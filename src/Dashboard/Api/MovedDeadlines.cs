namespace Facilities.Dashboard.Api;

/// <summary>How many open faults' deadlines moved.</summary>
internal sealed record MovedDeadlines(int Moved);
