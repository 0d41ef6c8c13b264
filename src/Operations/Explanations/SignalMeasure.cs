namespace Facilities.Operations.Explanations;

/// <summary>What of a signal was judged, and with it what its value, baseline and limit count.</summary>
public enum SignalMeasure
{
    /// <summary>The value itself against a limit, in the point's unit.</summary>
    Value,

    /// <summary>The difference to another point, in the point's unit.</summary>
    Difference,

    /// <summary>The mean of late against what this asset usually has, in the point's unit.</summary>
    OwnMean,

    /// <summary>How much it jumps from value to value, against what this asset usually has, in the point's unit.</summary>
    OwnSteps,

    /// <summary>A share of what this asset usually has (1: as usual): a quotient of two points, the height of a pump's own curve.</summary>
    OwnShare,

    /// <summary>How much it fell within a while, in the point's unit.</summary>
    Fall,

    /// <summary>How much it rose within a while, in the point's unit.</summary>
    Rise,

    /// <summary>How often something happened within a while.</summary>
    Count,

    /// <summary>How often it happened within a while for each time that another thing did.</summary>
    CountPer,

    /// <summary>A state, or yes and no; no number.</summary>
    State,

    /// <summary>All signals together against a baseline learned from this asset, in σ; value and baseline in the point's unit.</summary>
    Learned,

    /// <summary>The last day's mean against the middle of like assets, in σ of their differences; value and middle in the point's unit.</summary>
    Sisters,

    /// <summary>Nothing comes from the sensor, or from the whole asset.</summary>
    Silence,

    /// <summary>Not beyond its limit yet, but on its way there, in the point's unit.</summary>
    Trend,

    /// <summary>The sensor reports the same number on and on.</summary>
    Frozen,

    /// <summary>The sensor reports what cannot be.</summary>
    Implausible,

    /// <summary>Not judged; it was so at the time.</summary>
    Context,
}
