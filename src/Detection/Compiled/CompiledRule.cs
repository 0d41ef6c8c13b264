namespace Facilities.Detection;

/// <summary>A rule ready to run.</summary>
internal sealed class CompiledRule
{
    public required RuleDefinition Definition { get; init; }

    public required Node When { get; init; }

    public required Node? ClearWhen { get; init; }

    public required Node? Confirm { get; init; }

    public required Node? Anchor { get; init; }

    public required Node? Restart { get; init; }

    public required long ForMs { get; init; }

    public required long ClearForMs { get; init; }

    /// <summary>Index of the rule that keeps this one from firing, or -1.</summary>
    public required int UnlessRaised { get; init; }

    /// <summary>Index of the leading point.</summary>
    public required int Signal { get; init; }

    /// <summary>The leaf whose measure and limit a finding shows; <c>null</c> if none is about the leading point.</summary>
    public required LeafNode? Lead { get; init; }

    /// <summary>Indices of the points it reads, leading first.</summary>
    public required int[] Inputs { get; init; }

    public required bool TimeDependent { get; init; }

    /// <summary>Its cells: [first, first + count).</summary>
    public required int FirstCell { get; init; }

    public required int CellCount { get; init; }

    public required ulong KeyHash { get; init; }

    public required ulong Hash { get; init; }
}
