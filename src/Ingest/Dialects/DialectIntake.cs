using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// From a message of another dialect to records in the journal: dialect → devices → assets → points, converted. What is journaled is the converted
/// reading, so a replay needs nothing that the dialect knew; what the dialect must remember is stored before the acknowledgement, which waits for both.
/// What nobody mapped waits in quarantine with its fields. Thread-safe.
/// </summary>
internal sealed class DialectIntake(
    JournalHandle journal, DialectSet dialects, DeviceBinding binding, DialectMemory memory, DialectAnswer answer, SiteClock clock, IngestMetrics metrics,
    ILogger<DialectIntake> logger)
{
    /// <summary>A device that waits is told of this often per topic, so that one which sends every second fills no table.</summary>
    private static readonly TimeSpan NoticeInterval = TimeSpan.FromSeconds(30);

    private readonly NoticeLimiter _notices = new(TimeProvider.System, NoticeInterval, capacity: 50_000);

    /// <summary>The dialect that a topic belongs to; null: it is only routed.</summary>
    public IDialect? Find(string topic, ClientGrant grant) => dialects.Find(topic, grant.Place);

    public async ValueTask<MqttPublishDecision> TakeAsync(IMqttSessionContext session, ClientGrant grant, IDialect dialect, string topic, MqttPublish publish, CancellationToken cancellationToken)
    {
        var message = new DialectMessage(topic, publish.Payload, publish.IsWill, grant.Site ?? "", grant.Asset, session.Username ?? session.ClientId);
        var outcome = Read(dialect, message);
        if (outcome.IsRefused) return Refused();
        var fault = outcome.Fault == PayloadFault.None && outcome.Devices.Exists(static device => !IsUsable(device.Key)) ? PayloadFault.DeviceName : outcome.Fault;
        if (fault != PayloadFault.None)
        {
            metrics.Reject();
            return await RejectAsync(session, grant, topic, publish.Payload, PayloadFaults.Code(fault), "", MqttReasonCode.PayloadFormatInvalid, default, cancellationToken).ConfigureAwait(false);
        }

        var bound = new List<(DeviceReading Device, AssetEntry? Asset, MappedDevice? Mapping)>(outcome.Devices.Count);
        foreach (var device in outcome.Devices)
        {
            if (!binding.TryBind(grant, dialect.Key, device, out var asset, out var mapping)) return Refused();
            bound.Add((device, asset, mapping));
        }

        var forgotten = outcome.Facts.Count > 0 ? await memory.SaveAsync(outcome.Facts, cancellationToken).ConfigureAwait(false) : 0;
        // One asset's credential could have any node asked.
        if (grant.Asset is null) outcome.Answers.ForEach(said => answer(said.Topic, said.Payload, grant.Site));
        var now = clock.NowUnixMs;
        var (end, samples, waiting) = (default(JournalPosition), 0, 0);
        var values = new List<PointValue>();
        foreach (var (device, asset, mapping) in bound)
        {
            values.Clear();
            var strange = asset is null ? device.Fields : Convert(device, asset, mapping, values);
            var time = DeviceTime.Settle(publish.IsWill ? null : device.TimeUnixMs, now, out var flags);
            if (publish.Retain || device.IsHistorical) flags |= ReadingFlags.Retained;
            if (values.Count > 0)
            {
                end = await journal.Journal.AppendAsync(View(asset!, values, time, now, flags), cancellationToken).ConfigureAwait(false);
                samples += values.Count;
            }

            if (asset is not null && device.Presence is { } presence)
                end = await journal.Journal.AppendAsync(new PresenceRecord(asset.Source, time, now, flags, presence), cancellationToken).ConfigureAwait(false);
            if (strange.Count == 0) continue;
            waiting++;
            if (Waiting(session, grant, dialect.Key, device.Key, asset is null ? "device-unmapped" : "fields-unmapped", message, strange) is not { } record) continue;
            end = await journal.Journal.AppendAsync(record, cancellationToken).ConfigureAwait(false);
        }

        if (samples == 0 && forgotten > 0) metrics.Reject();
        else if (samples == 0 && waiting > 0) metrics.Quarantine();
        else metrics.Stored(samples);
        if (forgotten > 0)
        {
            // Who announced it must hear that it isn't known here; the values beside it were taken.
            var left = forgotten.ToString(CultureInfo.InvariantCulture);
            return await RejectAsync(session, grant, topic, publish.Payload, PayloadFaults.NotRemembered, left, MqttReasonCode.QuotaExceeded, end, cancellationToken).ConfigureAwait(false);
        }

        // What one asset's credential sends reaches this asset and nobody else: on these topics it could pose as another device.
        return MqttPublishDecision.Accept(end.Offset, outcome.Route && grant.Asset is null) with { Audience = grant.Site };
    }

    /// <summary>Names go into tables and into the journal's records; what has none could be no mapping's device.</summary>
    private static bool IsUsable(string key) => key.Length is > 0 and <= FacilitiesDb.ForeignTextLength && !key.Contains('\0', StringComparison.Ordinal);

    private DialectOutcome Read(IDialect dialect, DialectMessage message)
    {
        try
        {
            return dialect.Read(message);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in an escaped text, or another kind of value where the dialect has text: JSON that can't be read.
            return DialectOutcome.Unreadable(PayloadFault.NotJson);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Ours to mend; without an answer the device would send the same again for ever.
            if (_notices.Admit(0, Encoding.UTF8.GetBytes(dialect.Key))) Log.DialectFailed(logger, exception, dialect.Key);
            return DialectOutcome.Unreadable(PayloadFault.DialectFailed);
        }
    }

    private static Reading View(AssetEntry asset, List<PointValue> values, long time, long now, ReadingFlags flags) => new()
    {
        Source = asset.Source,
        EventTimeUnixMs = time,
        ReceiveTimeUnixMs = now,
        Flags = flags,
        Values = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values),
    };

    /// <summary>Fields that somebody mapped, and those that have a point's own key; the others come back.</summary>
    private static List<FieldValue> Convert(DeviceReading device, AssetEntry asset, MappedDevice? mapping, List<PointValue> into)
    {
        List<FieldValue>? strange = null;
        foreach (var field in device.Fields)
        {
            FieldMapping? known = null;
            if (mapping?.Fields.TryGetValue(field.Field, out known) == true && known.Point.Length == 0) continue;
            if (asset.Points.TryGet(known?.Point ?? field.Field, out var point) && FieldConversion.TryConvert(field, known, point, out var value)) into.Add(new PointValue(point.No, value));
            else (strange ??= []).Add(field);
        }

        return strange ?? [];
    }

    private QuarantineRecord? Waiting(
        IMqttSessionContext session, ClientGrant grant, string dialect, string key, string reason, DialectMessage message, List<FieldValue> fields)
    {
        if (!_notices.Admit(0, Encoding.UTF8.GetBytes($"{dialect}|{message.Place}|{key}|{message.Topic}")) || !grant.TryKeepComplaint()) return null;
        var sample = QuarantineSample.Encode(message.Payload.Span[..Math.Min(message.Payload.Length, IntakePipeline.KeptPayloadBytes)], fields.Select(static field => field.Seen()));
        return new QuarantineRecord(clock.NowUnixMs, reason, dialect, key, session.ClientId, session.Username ?? "", message.Topic, sample);
    }

    /// <param name="end">Behind what else the message left in the journal; the default: nothing.</param>
    private async ValueTask<MqttPublishDecision> RejectAsync(
        IMqttSessionContext session, ClientGrant grant, string topic, ReadOnlyMemory<byte> payload, string reason, string detail, MqttReasonCode code, JournalPosition end,
        CancellationToken cancellationToken)
    {
        if (!grant.TryKeepComplaint()) return MqttPublishDecision.Reject(code, end.Offset);
        var record = new RejectRecord(clock.NowUnixMs, default, reason, detail, session.ClientId, topic, payload[..Math.Min(payload.Length, IntakePipeline.KeptPayloadBytes)]);
        return MqttPublishDecision.Reject(code, (await journal.Journal.AppendAsync(record, cancellationToken).ConfigureAwait(false)).Offset);
    }

    private MqttPublishDecision Refused()
    {
        metrics.Refuse();
        return MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized);
    }
}
