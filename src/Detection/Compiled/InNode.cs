namespace Facilities.Detection;

/// <summary>A point that has one of a few values.</summary>
internal sealed class InNode(PointIn condition, int point) : LeafNode(point)
{
    private readonly double[] _values = [.. condition.Values];

    public override Truth Evaluate(Evaluation x) =>
        x.TryValue(Point, out var value) ? Of(Array.IndexOf(_values, value) >= 0) : Truth.Unknown;
}
