namespace Facilities.Dashboard.Api;

/// <summary>A ladder as it is written.</summary>
internal sealed record LadderBody(string Steps);
