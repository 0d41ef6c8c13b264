namespace Facilities.Detection;

/// <summary>How boosted trees are grown. The defaults suit some ten thousand rows of some hundred features.</summary>
public sealed record BoostedTreesOptions
{
    public int Trees { get; init; } = 200;

    /// <summary>Share of what a tree says that is believed.</summary>
    public double Rate { get; init; } = 0.06;

    public int Leaves { get; init; } = 15;

    /// <summary>Fewer rows than this make no leaf.</summary>
    public int LeastRows { get; init; } = 60;

    /// <summary>Added to a leaf's number of rows, so that small leaves say less.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Steps into which a feature's values are sorted, 2 to 256.</summary>
    public int Bins { get; init; } = 128;
}
