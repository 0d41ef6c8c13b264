namespace Facilities.Domain.Diagrams;

/// <summary>From a node to the one that it feeds: downstream.</summary>
public sealed record DiagramLink(string From, string To);
