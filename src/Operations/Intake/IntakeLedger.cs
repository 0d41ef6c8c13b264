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

    /// <summary>The dialect whose topics name site and asset themselves.</summary>
    public const string Native = "native";

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
        var users = messages.Select(static entry => entry.Record.UserName).Distinct().ToList();
        var speakers = await db.DeviceCredentials.Where(known => users.Contains(known.UserName))
            .ToDictionaryAsync(known => known.UserName, static known => (Site: known.SiteCode, Asset: known.AssetCode), cancellationToken).ConfigureAwait(false);
        string SiteOf(QuarantineRecord record) => record.Dialect != Native && speakers.TryGetValue(record.UserName, out var known) ? known.Site : "";
        string AssetOf(QuarantineRecord record) => record.Dialect != Native && speakers.TryGetValue(record.UserName, out var known) ? known.Asset : "";
        foreach (var ofDevice in messages.Select(static entry => entry.Record).GroupBy(record => (record.Dialect, Key: ForeignText.Cut(record.DeviceKey), Site: SiteOf(record))))
        {
            var (dialect, key, site) = ofDevice.Key;
            var device = await db.Quarantine.FirstOrDefaultAsync(known => known.Dialect == dialect && known.DeviceKey == key && known.SiteCode == site, cancellationToken).ConfigureAwait(false);
            var owner = dialect == Native ? null : await OwnerAsync(db, device, cancellationToken).ConfigureAwait(false);
            var records = Heard(ofDevice, AssetOf, owner);
            if (records.Count == 0) continue;
            var newest = records[^1];
            var (sample, fields) = dialect == Native ? (newest.Payload.ToArray(), (IReadOnlyList<SeenField>)[]) : Decode(records);
            // Messages on their way when somebody mapped the device.
            if (fields.Count > 0 && await IsMappedAsync(db, dialect, key, site, fields, cancellationToken).ConfigureAwait(false)) continue;
            var firstSeen = DateTimeOffset.FromUnixTimeMilliseconds(records[0].ReceiveTimeUnixMs);
            if (device is null)
                db.Quarantine.Add(device = new QuarantinedDevice { Dialect = dialect, DeviceKey = key, SiteCode = site, FirstSeenAt = firstSeen });
            else if (owner is { Length: > 0 } && AssetOf(newest).Length == 0)
                (device.FirstSeenAt, device.Messages, device.Fields) = (firstSeen, 0, []);

            device.Reason = ForeignText.Cut(newest.Reason);
            device.Topic = ForeignText.Cut(newest.Topic);
            device.ClientId = ForeignText.Cut(newest.ClientId);
            device.UserName = ForeignText.Cut(newest.UserName);
            device.LastSeenAt = DateTimeOffset.FromUnixTimeMilliseconds(newest.ReceiveTimeUnixMs);
            device.Messages += records.Count;
            device.Sample = ForeignText.Cut(sample);
            if (fields.Count > 0) device.Fields = Merged(device.Fields, fields);
        }

        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        // Who was silent longest goes first.
        var surplus = await db.Quarantine.OrderByDescending(device => device.LastSeenAt).ThenByDescending(device => device.Id)
            .Skip(QuarantinedDevice.Kept).Select(device => device.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (surplus.Count > 0) await db.Quarantine.Where(device => surplus.Contains(device.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asset of the credential by which a device that waits came; empty: a gateway's; null: it doesn't wait yet.</summary>
    private static async Task<string?> OwnerAsync(FacilitiesDb db, QuarantinedDevice? device, CancellationToken cancellationToken) =>
        device is null ? null : await db.DeviceCredentials.Where(known => known.UserName == device.UserName).Select(static known => known.AssetCode).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? "";

    /// <summary>
    /// Whose word counts of those that use one device's name on one site: a gateway's, which takes the row over; else the asset's whose row it is, or that
    /// spoke first. Otherwise one asset's credential could fill, and keep from being adopted, what waits for another.
    /// </summary>
    /// <param name="owner">As <see cref="OwnerAsync"/> says.</param>
    private static List<QuarantineRecord> Heard(IEnumerable<QuarantineRecord> records, Func<QuarantineRecord, string> assetOf, string? owner)
    {
        var all = records.ToList();
        var speaking = all.Exists(record => assetOf(record).Length == 0) ? "" : owner ?? assetOf(all[0]);
        return all.FindAll(record => assetOf(record) == speaking);
    }

    /// <summary>The newest message as its sample, and the fields of all of them: many dialects send each field in a message of its own.</summary>
    private static (byte[] Sample, IReadOnlyList<SeenField> Fields) Decode(IEnumerable<QuarantineRecord> records)
    {
        var sample = Array.Empty<byte>();
        var fields = new List<SeenField>();
        foreach (var record in records)
        {
            (sample, var found) = QuarantineSample.Decode(record.Payload.Span);
            fields = Merged(fields, found);
        }

        return (sample, fields);
    }

    /// <summary>The newer value of each field, in the order in which they were first seen.</summary>
    private static List<SeenField> Merged(IReadOnlyList<SeenField> before, IReadOnlyList<SeenField> after)
    {
        var newer = after.DistinctBy(static field => field.Field).ToDictionary(static field => field.Field, StringComparer.Ordinal);
        var known = before.Select(static field => field.Field).ToHashSet(StringComparer.Ordinal);
        return [.. before.Select(field => newer.GetValueOrDefault(field.Field, field)).Concat(after.DistinctBy(static field => field.Field).Where(field => !known.Contains(field.Field))).Take(DeviceMapping.MostFields)];
    }

    private static async Task<bool> IsMappedAsync(FacilitiesDb db, string dialect, string key, string site, IReadOnlyList<SeenField> fields, CancellationToken cancellationToken)
    {
        var mappings = await db.DeviceMappings.AsNoTracking().Where(known => known.Dialect == dialect && known.DeviceKey == key && (site == "" || known.SiteCode == site))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return mappings is [var only] && fields.All(field => only.Fields.Exists(known => known.Field == field.Field));
    }

    private static async Task CountAsync(FacilitiesDb db, string name, long by, CancellationToken cancellationToken)
    {
        var counter = await db.IntakeCounters.FindAsync([name], cancellationToken).ConfigureAwait(false);
        if (counter is null) db.IntakeCounters.Add(counter = new IntakeCounter { Name = name });
        counter.Count += by;
    }
}
