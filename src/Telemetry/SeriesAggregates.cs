namespace Facilities.Telemetry;

/// <summary>The answer to an <see cref="AggregateQuery"/>: the windows that have something to say, ascending, and the level they were made from.</summary>
/// <param name="Level">
/// The coarsest level that says the same as the samples; where retention has removed what that needs, the finest that is left. Then a bucket counts
/// for the window in which it begins.
/// </param>
/// <param name="Windows">At most the query's limit.</param>
public sealed record SeriesAggregates(RollUpLevel Level, IReadOnlyList<WindowAggregate> Windows);
