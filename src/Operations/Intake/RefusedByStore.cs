using System.Text;
using Facilities.Storage.Journal;
using Facilities.Storage.TimeSeries.Influx;

namespace Facilities.Operations.Intake;

/// <summary>Keeps what the telemetry store refuses among the rejects, with the store's own words. Thread-safe.</summary>
public sealed class RefusedByStore(IntakeLedger ledger) : IRefusedSamples
{
    /// <summary>The readings were taken in and journaled, and the store will never take them.</summary>
    public const string Reason = "store-refused";

    public async ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await ledger.SaveRejectsAsync(
            [.. refused.Select(line => new RejectRecord(
                line.ReceiveTimeUnixMs, line.Source, Reason, line.Reason, "", "", Encoding.UTF8.GetBytes(line.Line)))],
            cancellationToken).ConfigureAwait(false);
    }
}
