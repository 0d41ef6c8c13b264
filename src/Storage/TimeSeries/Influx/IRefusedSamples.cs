namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Takes what the server has refused for good. Ingest keeps it in the rejects.</summary>
public interface IRefusedSamples
{
    /// <summary>
    /// Returns when the refused samples are kept durably; only then does the store go past them. After an exception, or a crash, it is told of them again.
    /// </summary>
    ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken);
}
