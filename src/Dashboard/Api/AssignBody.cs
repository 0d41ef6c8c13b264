namespace Facilities.Dashboard.Api;

/// <summary>Who of the crew is meant to do planned work; null: nobody in particular.</summary>
internal sealed record AssignBody(int? Crew);
