namespace Facilities.Simulator.Replay;

/// <summary>One row of a recording.</summary>
/// <param name="OffsetMs">Milliseconds after the first row; strictly ascending.</param>
/// <param name="Values">One for each of the map's columns; NaN where the cell was empty.</param>
internal readonly record struct RecordedRow(long OffsetMs, double[] Values);
