using Facilities.Domain;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Facilities.Storage.Relational.Messaging;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>Keeps what intake could not use: unreadable payloads and devices that nobody registered, both bounded and counted. Thread-safe.</summary>
public sealed class IntakeLedger(FacilitiesWriter writer, ConsumerPositions positions, ILiveFeed live, SiteClock clock)
{
    /// <summary>Name of the journal consumer whose position is saved here.</summary>
    public const string Consumer = "intake";

    /// <summary>Counter of all payloads ever refused.</summary>
    internal const string RejectsCounter = "rejects";

    /// <summary>Counter of all messages ever received from unregistered devices.</summary>
    internal const string QuarantineCounter = "quarantine-messages";

    /// <summary>Where to read on after a start.</summary>
    public async Task<JournalPosition> PositionAsync(CancellationToken cancellationToken) =>
        (await positions.LoadAsync(Consumer, cancellationToken).ConfigureAwait(false)).Position;

    /// <summary>
    /// Records a chunk's rejects and quarantined messages and the position behind it in one transaction, so that a replay of the journal
    /// records nothing twice. A chunk without either only moves the position and may be skipped by the caller.
    /// </summary>
    public async Task SaveAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        await writer.WriteAsync(async (unit, token) =>
        {
            var key = positions.KeyOf(Consumer);
            var position = await unit.Db.ConsumerPositions.FindAsync([key], token).ConfigureAwait(false);
            if (position is not null && position.Offset >= chunk.To.Offset) return;
            if (position is null) unit.Db.ConsumerPositions.Add(position = new ConsumerPosition { Consumer = key });
            position.Offset = chunk.To.Offset;
            position.SavedAt = clock.GetUtcNow();
            if (chunk.Rejects.Count > 0) await AddRejectsAsync(unit.Db, [.. chunk.Rejects.Select(static entry => entry.Record)], token).ConfigureAwait(false);
            if (chunk.Quarantined.Count > 0) await AddQuarantinedAsync(unit.Db, chunk.Quarantined, token).ConfigureAwait(false);
            if (chunk.Rejects.Count + chunk.Quarantined.Count > 0) unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Intake, 0)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records what was refused later than at intake. Called again after a crash it records the same once more.</summary>
    public async Task SaveRejectsAsync(IReadOnlyList<RejectRecord> rejects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rejects);
        await writer.WriteAsync(async (unit, token) =>
        {
            await AddRejectsAsync(unit.Db, rejects, token).ConfigureAwait(false);
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Intake, 0)));
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddRejectsAsync(FacilitiesDb db, IReadOnlyList<RejectRecord> rejects, CancellationToken cancellationToken)
    {
        foreach (var reject in rejects.Skip(rejects.Count - StoredReject.Kept))
        {
            db.Rejects.Add(new StoredReject
            {
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reject.ReceiveTimeUnixMs),
                AssetId = reject.Source.Value,
                ClientId = ForeignText.Cut(reject.ClientId),
                Topic = ForeignText.Cut(reject.Topic),
                Reason = ForeignText.Cut(reject.Reason),
                Detail = ForeignText.Cut(reject.Detail),
                Sample = ForeignText.Cut(reject.Payload),
            });
        }

        await CountAsync(db, RejectsCounter, rejects.Count, cancellationToken).ConfigureAwait(false);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var oldestKept = await db.Rejects.OrderByDescending(reject => reject.Id).Skip(StoredReject.Kept - 1).Select(reject => reject.Id)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        await db.Rejects.Where(reject => reject.Id < oldestKept).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddQuarantinedAsync(FacilitiesDb db, IReadOnlyList<JournalEntry<QuarantineRecord>> messages, CancellationToken cancellationToken)
    {
        await CountAsync(db, QuarantineCounter, messages.Count, cancellationToken).ConfigureAwait(false);
        foreach (var ofDevice in messages.Select(entry => entry.Record).GroupBy(record => (record.Dialect, Key: ForeignText.Cut(record.DeviceKey))))
        {
            var (dialect, key) = ofDevice.Key;
            var newest = ofDevice.Last();
            var device = await db.Quarantine.FirstOrDefaultAsync(known => known.Dialect == dialect && known.DeviceKey == key, cancellationToken).ConfigureAwait(false);
            if (device is null)
            {
                var firstSeen = DateTimeOffset.FromUnixTimeMilliseconds(ofDevice.First().ReceiveTimeUnixMs);
                db.Quarantine.Add(device = new QuarantinedDevice { Dialect = dialect, DeviceKey = key, FirstSeenAt = firstSeen });
            }

            device.Reason = ForeignText.Cut(newest.Reason);
            device.Topic = ForeignText.Cut(newest.Topic);
            device.ClientId = ForeignText.Cut(newest.ClientId);
            device.UserName = ForeignText.Cut(newest.UserName);
            device.LastSeenAt = DateTimeOffset.FromUnixTimeMilliseconds(newest.ReceiveTimeUnixMs);
            device.Messages += ofDevice.Count();
            device.Sample = ForeignText.Cut(newest.Payload);
        }

        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        // Who was silent longest goes first.
        var surplus = await db.Quarantine.OrderByDescending(device => device.LastSeenAt).ThenByDescending(device => device.Id)
            .Skip(QuarantinedDevice.Kept).Select(device => device.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (surplus.Count > 0) await db.Quarantine.Where(device => surplus.Contains(device.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CountAsync(FacilitiesDb db, string name, long by, CancellationToken cancellationToken)
    {
        var counter = await db.IntakeCounters.FindAsync([name], cancellationToken).ConfigureAwait(false);
        if (counter is null) db.IntakeCounters.Add(counter = new IntakeCounter { Name = name });
        counter.Count += by;
    }
}
