namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>A point that a measurement has values of.</summary>
/// <param name="Point">Its number.</param>
/// <param name="Key">Its field, without a prefix for evading a conflict.</param>
/// <param name="HasPlain">There is such a field.</param>
/// <param name="HasOther">There is one with the prefix.</param>
internal readonly record struct MeasuredField(ushort Point, string Key, bool HasPlain, bool HasOther);
