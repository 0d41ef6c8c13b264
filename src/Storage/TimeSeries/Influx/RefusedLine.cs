using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>A reading that the server has refused for good.</summary>
/// <param name="Source">Whose reading.</param>
/// <param name="ReceiveTimeUnixMs">Site clock at intake.</param>
/// <param name="Line">What was sent, as line protocol; the beginning of it if it is long.</param>
/// <param name="Reason">The server's own words.</param>
public sealed record RefusedLine(SourceId Source, long ReceiveTimeUnixMs, string Line, string Reason);
