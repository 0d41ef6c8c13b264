using System.Globalization;
using Facilities.Domain;
using Facilities.Ingest.Dialects;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// From a PUBLISH to records in the journal: topic → asset, payload → samples, decision. Whatever a device sends ends up in the journal: as a
/// reading, a reject, a quarantined message or a presence; the acknowledgement waits for that record. Thread-safe; the path of a good message
/// neither waits nor allocates.
/// </summary>
internal sealed class IntakePipeline(JournalHandle journal, TopicMap topics, DialectIntake dialects, SiteClock clock, IngestMetrics metrics)
{
    /// <summary>Bytes kept of a payload that can't be used: enough to see what it is.</summary>
    public const int KeptPayloadBytes = 1024;

    /// <summary>A wrong key is told once per minute and asset.</summary>
    private readonly NoticeLimiter _notices = new(TimeProvider.System, TimeSpan.FromMinutes(1), capacity: 50_000);

    [ThreadStatic]
    private static DecodedPayload? _decoded;

    public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken cancellationToken)
    {
        var grant = (ClientGrant)session.State!;
        var route = topics.Find(publish.Topic.Span);
        if (route.Kind == TopicKind.Foreign && dialects.Find(route.Topic, grant) is { } dialect) return dialects.TakeAsync(session, grant, dialect, route.Topic, publish, cancellationToken);
        if (!grant.MayWrite(route))
        {
            metrics.Refuse();
            return new(MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized));
        }

        return route.Kind switch
        {
            // One site's gateway neither hears another's foreign devices nor commands them.
            TopicKind.Foreign => new(MqttPublishDecision.RouteOnly with { Audience = grant.Site }),
            TopicKind.Unknown => RejectAsync(session, grant, route, PayloadFaults.UnknownTopic, publish.Payload, MqttReasonCode.TopicNameInvalid, cancellationToken),
            _ when !route.IsKnown => QuarantineAsync(session, grant, route, publish.Payload, cancellationToken),
            TopicKind.State => PresenceAsync(session, grant, route, publish, cancellationToken),
            _ => TelemetryAsync(session, grant, route, publish.Payload, cancellationToken),
        };
    }

    private ValueTask<MqttPublishDecision> TelemetryAsync(
        IMqttSessionContext session, ClientGrant grant, TopicRoute route, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var decoded = _decoded ??= new DecodedPayload();
        var fault = PayloadDecoder.Decode(payload.Span, route.Points, decoded);
        if (fault != PayloadFault.None)
        {
            var length = payload.Length.ToString(CultureInfo.InvariantCulture);
            return RejectAsync(session, grant, route, PayloadFaults.Code(fault), payload, MqttReasonCode.PayloadFormatInvalid, cancellationToken, length);
        }

        if (decoded.StrangeKeys.Length > 0 && Complaints(route, payload.Span, decoded) is { } complaints)
            return SlowAsync(session, route, Copy(route, decoded, 0), complaints, payload, cancellationToken);

        var now = clock.NowUnixMs;
        var end = default(JournalPosition);
        for (var i = 0; i < decoded.Readings.Length; i++)
        {
            var append = journal.Journal.AppendAsync(View(route, decoded, i, now), cancellationToken);
            if (!append.IsCompletedSuccessfully) return RestAsync(append, Copy(route, decoded, i + 1), decoded.ValueCount, cancellationToken);
            // Completed: the result is read, nothing is waited for.
            end = append.Result;
        }

        metrics.Stored(decoded.ValueCount);
        return new(MqttPublishDecision.Accept(end.Offset, route: true));
    }

    private static Reading View(TopicRoute route, DecodedPayload decoded, int index, long now)
    {
        ref readonly var read = ref decoded.Readings[index];
        var time = DeviceTime.Settle(read.TimestampUnixMs, now, out var flags);
        return new Reading
        {
            Source = route.Source,
            EventTimeUnixMs = time,
            ReceiveTimeUnixMs = now,
            Flags = flags,
            Values = decoded.Values(read),
        };
    }

    private ReadingBatch Copy(TopicRoute route, DecodedPayload decoded, int from)
    {
        var now = clock.NowUnixMs;
        var copy = new ReadingBatch(decoded.Readings.Length - from, decoded.ValueCount);
        for (var i = from; i < decoded.Readings.Length; i++) copy.Add(View(route, decoded, i, now));
        return copy;
    }

    /// <summary>The journal holds us back: what is left was copied and waits its turn.</summary>
    private async ValueTask<MqttPublishDecision> RestAsync(ValueTask<JournalPosition> held, ReadingBatch rest, int samples, CancellationToken cancellationToken)
    {
        var end = await held.ConfigureAwait(false);
        for (var i = 0; i < rest.Count; i++) end = await journal.Journal.AppendAsync(rest[i], cancellationToken).ConfigureAwait(false);
        metrics.Stored(samples);
        return MqttPublishDecision.Accept(end.Offset, route: true);
    }

    private async ValueTask<MqttPublishDecision> SlowAsync(
        IMqttSessionContext session, TopicRoute route, ReadingBatch readings, List<(string Reason, string Key)> complaints, ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        foreach (var (reason, key) in complaints)
        {
            await journal.Journal.AppendAsync(Rejected(session, route, reason, payload, key), cancellationToken).ConfigureAwait(false);
        }

        var end = default(JournalPosition);
        for (var i = 0; i < readings.Count; i++) end = await journal.Journal.AppendAsync(readings[i], cancellationToken).ConfigureAwait(false);
        metrics.Stored(readings.ValueCount);
        return MqttPublishDecision.Accept(end.Offset, route: true);
    }

    /// <summary>The strange keys that were not told within the last minute; <c>null</c> when all were.</summary>
    private List<(string Reason, string Key)>? Complaints(TopicRoute route, ReadOnlySpan<byte> payload, DecodedPayload decoded)
    {
        List<(string, string)>? complaints = null;
        foreach (ref readonly var strange in decoded.StrangeKeys)
        {
            var key = payload.Slice(strange.Offset, strange.Length);
            if (!_notices.Admit(route.Source.Value, key)) continue;
            complaints ??= [];
            complaints.Add((strange.IsPoint ? PayloadFaults.UnreadableValue : PayloadFaults.UnknownPoint, System.Text.Encoding.UTF8.GetString(key)));
        }

        return complaints;
    }

    private ValueTask<MqttPublishDecision> PresenceAsync(
        IMqttSessionContext session, ClientGrant grant, TopicRoute route, in MqttPublish publish, CancellationToken cancellationToken)
    {
        // An empty retained message only clears what the broker kept.
        if (publish.Payload.IsEmpty) return new(MqttPublishDecision.RouteOnly);
        if (!PresencePayload.TryRead(publish.Payload.Span, publish.IsWill, out var state, out var timestamp))
            return RejectAsync(session, grant, route, PayloadFaults.UnreadableValue, publish.Payload, MqttReasonCode.PayloadFormatInvalid, cancellationToken, "state");
        var now = clock.NowUnixMs;
        // A will was written when the device connected: its time says nothing about now.
        var time = DeviceTime.Settle(publish.IsWill ? null : timestamp, now, out var flags);
        metrics.Stored(0);
        return AcceptAsync(journal.Journal.AppendAsync(new PresenceRecord(route.Source, time, now, flags, state), cancellationToken));
    }

    private ValueTask<MqttPublishDecision> RejectAsync(
        IMqttSessionContext session, ClientGrant grant, TopicRoute route, string reason, ReadOnlyMemory<byte> payload, MqttReasonCode answer,
        CancellationToken cancellationToken, string detail = "")
    {
        metrics.Reject();
        if (!grant.TryKeepComplaint()) return new(MqttPublishDecision.Reject(answer));
        return RefuseAsync(journal.Journal.AppendAsync(Rejected(session, route, reason, payload, detail), cancellationToken), answer);
    }

    private ValueTask<MqttPublishDecision> QuarantineAsync(
        IMqttSessionContext session, ClientGrant grant, TopicRoute route, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        metrics.Quarantine();
        // An empty payload is a broker's housekeeping (a retained message removed), not a device.
        if (payload.IsEmpty || !grant.TryKeepComplaint()) return new(MqttPublishDecision.Accept(0));
        var record = new QuarantineRecord(
            clock.NowUnixMs, "asset-unknown", "native", $"{route.Site}/{route.Asset}", session.ClientId, session.Username ?? "", route.Topic, Kept(payload));
        return KeepAsync(journal.Journal.AppendAsync(record, cancellationToken));
    }

    private RejectRecord Rejected(IMqttSessionContext session, TopicRoute route, string reason, ReadOnlyMemory<byte> payload, string detail) =>
        new(clock.NowUnixMs, route.Source, reason, detail, session.ClientId, route.Topic, Kept(payload));

    private static ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> payload) => payload[..Math.Min(payload.Length, KeptPayloadBytes)];

    private static async ValueTask<MqttPublishDecision> AcceptAsync(ValueTask<JournalPosition> append) =>
        MqttPublishDecision.Accept((await append.ConfigureAwait(false)).Offset, route: true);

    private static async ValueTask<MqttPublishDecision> KeepAsync(ValueTask<JournalPosition> append) =>
        MqttPublishDecision.Accept((await append.ConfigureAwait(false)).Offset);

    private static async ValueTask<MqttPublishDecision> RefuseAsync(ValueTask<JournalPosition> append, MqttReasonCode answer) =>
        MqttPublishDecision.Reject(answer, (await append.ConfigureAwait(false)).Offset);
}
