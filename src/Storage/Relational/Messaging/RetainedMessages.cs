using Facilities.Mqtt;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Messaging;

/// <summary>The MQTT server's retained messages in the relational database. Thread-safe.</summary>
public sealed class RetainedMessages(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer)
{
    public async ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadAsync(CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var stored = await db.RetainedMessages.AsNoTracking().ToListAsync(ct).ConfigureAwait(false);
            return [.. stored.Select(message => new MqttRetainedMessage(
                message.Topic, message.Payload, (MqttQualityOfService)message.QualityOfService, message.Properties,
                message.StoredAt.ToUnixTimeMilliseconds(), message.ExpiresAt?.ToUnixTimeMilliseconds())
            {
                Audience = message.Audience.Length == 0 ? null : message.Audience,
            })];
        }
    }

    public async ValueTask SaveAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await writer.WriteAsync(async (unit, token) =>
        {
            foreach (var (topic, message, audience) in changes)
            {
                var stored = await unit.Db.RetainedMessages.FindAsync([topic, audience ?? ""], token).ConfigureAwait(false);
                if (message is null)
                {
                    if (stored is not null) unit.Db.RetainedMessages.Remove(stored);
                    continue;
                }

                if (stored is null) unit.Db.RetainedMessages.Add(stored = new RetainedMessage { Topic = topic, Audience = audience ?? "", Payload = [] });
                stored.Payload = message.Payload;
                stored.QualityOfService = (byte)message.QoS;
                stored.Properties = message.PropertyBytes;
                stored.StoredAt = DateTimeOffset.FromUnixTimeMilliseconds(message.StoredAtUnixMs);
                stored.ExpiresAt = message.ExpiresAtUnixMs is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null;
            }
        }, ct).ConfigureAwait(false);
    }
}
