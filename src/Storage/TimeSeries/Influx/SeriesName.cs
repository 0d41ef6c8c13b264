using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The words under which a source's samples stand in a store that people query by name.</summary>
/// <param name="Type">Key of the asset's type, e.g. <c>elevator</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Asset">Code of the asset, unique within the site.</param>
/// <param name="Points">Names of the points by their numbers.</param>
public sealed record SeriesName(string Type, string Site, string Asset, PointTable Points);
