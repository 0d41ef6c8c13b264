using Facilities.Detection;

namespace Facilities.Operations.Diagrams;

/// <summary>A node now.</summary>
/// <param name="Values">In the order of the node's readings; the main one first.</param>
/// <param name="Runs">Whether it runs or is on; null: it has no such flag, or it isn't heard.</param>
public sealed record NodeState(IReadOnlyList<NodeValue> Values, bool? Runs)
{
    public NodeValue? Main => Values.Count > 0 ? Values[0] : null;

    public FreshnessState Freshness => Main?.Freshness ?? FreshnessState.Never;
}
