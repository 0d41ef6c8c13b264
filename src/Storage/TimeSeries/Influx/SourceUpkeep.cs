using Facilities.Storage.TimeSeries.RollUps;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>How far a source has been maintained, as the server says it.</summary>
/// <param name="Upkeep">What is rolled up, pinned and gone.</param>
/// <param name="LateDays">Days of the stretch asked for that took samples after they were, or may have been, rolled up; ascending.</param>
internal sealed record SourceUpkeep(Upkeep Upkeep, IReadOnlyList<LateDay> LateDays);
