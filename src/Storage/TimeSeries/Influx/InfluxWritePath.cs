namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Which of InfluxDB's paths takes line protocol.</summary>
public enum InfluxWritePath
{
    /// <summary><c>/write?db=…&amp;rp=…</c>: 1.x, 2.x with a database mapping, 3.x.</summary>
    Write,

    /// <summary><c>/api/v2/write?org=…&amp;bucket=…</c>: 2.x, 3.x, 1.8 and others that speak it. The bucket is the database, with <c>/policy</c> when one is named.</summary>
    ApiV2,
}
