using System.Text.Json;
using Facilities.Mqtt;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Messaging;

/// <summary>The MQTT server's retained messages and sessions in the relational database. Thread-safe.</summary>
public sealed class SessionStore(RetainedMessages retained, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer) : ISessionStore
{
    public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct) => retained.LoadAsync(ct);

    public ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct) => retained.SaveAsync(changes, ct);

    public async ValueTask<IReadOnlyList<MqttStoredSession>> LoadSessionsAsync(CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sessions = await db.MqttSessions.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
            var messages = await db.MqttSessionMessages.AsNoTracking().OrderBy(message => message.Sequence).ToListAsync(ct).ConfigureAwait(false);
            var waiting = messages.ToLookup(message => message.ClientId, StringComparer.Ordinal);
            return [.. sessions.Select(session => Read(session, waiting[session.ClientId]))];
        }
    }

    public async ValueTask SaveSessionsAsync(IReadOnlyList<MqttSessionChange> changes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await writer.WriteAsync(async (unit, token) =>
        {
            foreach (var change in changes) await SaveAsync(unit.Db, change, token).ConfigureAwait(false);
        }, ct).ConfigureAwait(false);
    }

    private static async Task SaveAsync(FacilitiesDb db, MqttSessionChange change, CancellationToken ct)
    {
        var messages = db.MqttSessionMessages.Where(message => message.ClientId == change.ClientId);
        if (change.Clears)
        {
            await messages.ExecuteDeleteAsync(ct).ConfigureAwait(false);
            await db.MqttSessions.Where(session => session.ClientId == change.ClientId).ExecuteDeleteAsync(ct).ConfigureAwait(false);
        }
        else if (change.Done.Count + change.Messages.Count > 0)
        {
            long[] replaced = [.. change.Done, .. change.Messages.Select(message => message.Sequence)];
            await messages.Where(message => replaced.Contains(message.Sequence)).ExecuteDeleteAsync(ct).ConfigureAwait(false);
        }

        if (change.Session is { } session) await PutAsync(db, session, ct).ConfigureAwait(false);
        db.MqttSessionMessages.AddRange(change.Messages.Select(message => new StoredSessionMessage
        {
            ClientId = change.ClientId,
            Sequence = message.Sequence,
            PacketIdentifier = message.PacketIdentifier,
            IsReleased = message.IsReleased,
            Packet = message.Packet,
            ExpiresAt = At(message.ExpiresAtUnixMs),
        }));
    }

    private static async Task PutAsync(FacilitiesDb db, MqttStoredSession session, CancellationToken ct)
    {
        var stored = await db.MqttSessions.FindAsync([session.ClientId], ct).ConfigureAwait(false);
        if (stored is null) db.MqttSessions.Add(stored = new StoredSession { ClientId = session.ClientId, Subscriptions = "", Received = "" });
        stored.UserName = session.Username;
        stored.Audience = session.Audience;
        stored.ExpirySeconds = session.ExpirySeconds;
        stored.EndsAt = At(session.EndsAtUnixMs);
        stored.Subscriptions = JsonSerializer.Serialize(session.Subscriptions);
        stored.Received = JsonSerializer.Serialize(session.ReceivedExactlyOnce);
    }

    private static MqttStoredSession Read(StoredSession session, IEnumerable<StoredSessionMessage> messages) => new(
        session.ClientId, session.UserName, session.ExpirySeconds, session.EndsAt?.ToUnixTimeMilliseconds(),
        JsonSerializer.Deserialize<List<MqttStoredSubscription>>(session.Subscriptions)!, JsonSerializer.Deserialize<List<ushort>>(session.Received)!)
    {
        Audience = session.Audience,
        Messages = [.. messages.Select(message => new MqttStoredMessage(
            message.Sequence, (ushort)message.PacketIdentifier, message.IsReleased, message.Packet, message.ExpiresAt?.ToUnixTimeMilliseconds()))],
    };

    private static DateTimeOffset? At(long? unixMs) => unixMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
