namespace Facilities.Storage.Relational.Faults;

/// <summary>The last number given in a series, e.g. faults of a year.</summary>
public sealed class NumberSeries
{
    public required string Series { get; set; }

    public int Last { get; set; }
}
