namespace Facilities.Detection;

/// <summary>A profile in the form the engine runs: indices for keys, milliseconds for spans, masks for dependencies. Shared, immutable.</summary>
internal sealed class CompiledProfile
{
    public required CompiledPoint[] Points { get; init; }

    public required CompiledRule[] Rules { get; init; }

    public required CompiledVector[] Vectors { get; init; }

    /// <summary>Point number → index, -1 for numbers that the type does not have.</summary>
    public required short[] IndexByNo { get; init; }

    /// <summary>Per point: the rules that read it.</summary>
    public required ulong[] Dependents { get; init; }

    /// <summary>Per point: the rules that must be judged on every sample of it, changed or not.</summary>
    public required ulong[] SampleDependents { get; init; }

    /// <summary>Per point: the leaves that want its samples; <c>null</c> if none.</summary>
    public required LeafNode[]?[] Feeds { get; init; }

    /// <summary>Per point: the vectors (bit by index) that it triggers, or for which it is a channel.</summary>
    public required ulong[] Triggers { get; init; }

    public required ulong[] ChannelOf { get; init; }

    /// <summary>Rules that time alone can make true (hours of the day).</summary>
    public required ulong AlwaysJudged { get; init; }

    public required int[] SilenceRules { get; init; }

    public required double[] EmptyCells { get; init; }

    /// <summary>An asset that says nothing for so long is silent.</summary>
    public required long SilentMs { get; init; }

    /// <summary>The first silence that anything in the profile asks about.</summary>
    public required long FirstSilenceMs { get; init; }

    /// <summary>Shortest stale limit of any point with an interval; a longer pause of the whole asset is no point's own fault.</summary>
    public required long ShortestStaleMs { get; init; }

    public int IndexOf(ushort no) => no < IndexByNo.Length ? IndexByNo[no] : -1;
}
