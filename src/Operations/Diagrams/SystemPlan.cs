using Facilities.Domain.Diagrams;

namespace Facilities.Operations.Diagrams;

/// <summary>What a system consists of, before anything is placed.</summary>
public sealed record SystemPlan(IReadOnlyList<SystemNode> Nodes, IReadOnlyList<DiagramLink> Links, IReadOnlyList<SystemGroup> Groups);
