namespace Facilities.Storage.TimeSeries;

/// <summary>Where a block stands and what it spans; a greater id was written later and wins.</summary>
internal readonly record struct BlockPlace(long Id, long StartUnixMs, long EndUnixMs, int Rows);
