namespace Facilities.Domain.Diagrams;

/// <summary>Nodes with a frame and a name around them.</summary>
public sealed record DiagramGroup(string Name, IReadOnlyList<string> Members);
