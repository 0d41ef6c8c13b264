namespace Facilities.Telemetry;

/// <summary>How fine the data is that answered a query: the samples themselves, or buckets of UTC minutes, hours or days made from them.</summary>
public enum RollUpLevel
{
    Raw,
    Minute,
    Hour,
    Day,
}
