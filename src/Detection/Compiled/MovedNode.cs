namespace Facilities.Detection;

/// <summary>Whether a value has left the place where it was. Cell: that place (NaN: not seen yet).</summary>
internal sealed class MovedNode(Moved moved, int point) : LeafNode(point)
{
    public override int Cells => 1;

    public override double EmptyCell => double.NaN;

    public override Truth Evaluate(Evaluation x)
    {
        if (!x.TryValue(Point, out var value)) return Truth.Unknown;
        ref var place = ref Own(x.Source)[0];
        if (Math.Abs(value - place) <= moved.By) return Truth.False;
        var left = !double.IsNaN(place);
        place = value;
        return Of(left);
    }
}
