using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Something the integrity check found.</summary>
/// <param name="Source">The source concerned, or the default when it is the database itself.</param>
/// <param name="Block">The block's id, or 0 when it is the database itself or a roll-up.</param>
/// <param name="FromUnixMs">First instant of the block.</param>
/// <param name="ToUnixMs">Last instant of the block.</param>
/// <param name="Problem">What is wrong, in the words of whoever found it (for the log and the operator's console).</param>
public sealed record StoreProblem(SourceId Source, long Block, long FromUnixMs, long ToUnixMs, string Problem);
