namespace Facilities.Detection;

internal sealed class AllNode(Node[] parts) : Node
{
    public override Truth Evaluate(Evaluation x)
    {
        var truth = Truth.True;
        foreach (var part in parts)
        {
            var value = part.Evaluate(x);
            if (value == Truth.False) return Truth.False;
            if (value < truth) truth = value;
        }

        return truth;
    }
}

/// <summary>A part about a point that the asset does not have is left out: a lift without a load cell may still have a lamp for "occupied".</summary>
internal sealed class AnyNode(Node[] parts) : Node
{
    public override Truth Evaluate(Evaluation x)
    {
        var truth = Truth.False;
        var asked = false;
        foreach (var part in parts)
        {
            if (part is LeafNode leaf && leaf.IsAbsent(x.Source)) continue;
            asked = true;
            var value = part.Evaluate(x);
            if (value == Truth.True) return Truth.True;
            if (value > truth) truth = value;
        }

        return asked ? truth : Truth.Unknown;
    }
}

internal sealed class NotNode(Node part) : Node
{
    public override Truth Evaluate(Evaluation x) => (Truth)(-(int)part.Evaluate(x));
}

internal sealed class HourNode(HourOfDay hours) : Node
{
    private const long DayMs = 86_400_000;

    public override Truth Evaluate(Evaluation x)
    {
        var hour = (x.At + x.SiteOffsetMs) % DayMs / 3_600_000d;
        var inside = hours.From <= hours.To ? hour >= hours.From && hour < hours.To : hour >= hours.From || hour < hours.To;
        return inside ? Truth.True : Truth.False;
    }
}
