using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>What a <see cref="StoreCopy"/> did.</summary>
/// <param name="Sources">Sources copied and compared.</param>
/// <param name="Samples">Samples copied.</param>
/// <param name="Differing">Sources of which the target doesn't hold exactly what was copied.</param>
public sealed record CopyReport(int Sources, long Samples, IReadOnlyList<SourceId> Differing);
