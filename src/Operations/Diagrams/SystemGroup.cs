using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>Nodes with a frame and a name around them.</summary>
public sealed record SystemGroup(LocalizedName Name, IReadOnlyList<string> Members);
