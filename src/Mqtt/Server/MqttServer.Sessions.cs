using System.Text;

namespace Facilities.Mqtt;

/// <summary>Sessions by client identifier: taking over, leaving, expiring, and the wills of those who went.</summary>
public sealed partial class MqttServer
{
    private readonly Lock _sessionsGate = new();
    private readonly Dictionary<string, MqttSession> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<MqttSession> _detached = [];

    /// <summary>
    /// Gives a connection its session. The connection that has it now is ended first [MQTT-3.1.4-3]; a clean start ends the
    /// session itself [MQTT-3.1.2-4].
    /// </summary>
    internal async ValueTask<(MqttSession? Session, bool SessionPresent, MqttReasonCode ReasonCode)> JoinAsync(
        MqttConnection connection, MqttConnectPacket packet, CancellationToken ct)
    {
        while (true)
        {
            MqttConnection? old;
            MqttSession.PendingWill? will = null;
            MqttSession? session;
            var present = false;
            lock (_sessionsGate)
            {
                session = _sessions.GetValueOrDefault(connection.ClientId);
                old = session?.Connection;
                // A session is its owner's: another user neither ends it nor reads what waits in it.
                if (session is not null && session.Username != connection.Username)
                    return (null, false, MqttReasonCode.NotAuthorized);
                if (old is null)
                {
                    if (session is not null)
                    {
                        // Continuing in time discards the delayed will [MQTT-3.1.3-9]; a clean start ends the session, so it is due.
                        will = packet.CleanStart ? session.Will : null;
                        session.Will = null;
                        _detached.Remove(session);
                        if (packet.CleanStart)
                            Forget(session);
                    }

                    present = session is not null && !packet.CleanStart;
                    if (!present)
                    {
                        if (_sessions.Count >= Options.MaximumSessions && !TryEvict(out will))
                            return (null, false, MqttReasonCode.QuotaExceeded);
                        session = new MqttSession(connection.ClientId, Options, connection.Username, _budget, _sessionWriter.Changed);
                        _sessions.Add(session.ClientId, session);
                    }

                    session!.Expiry = ExpiryOf(packet);
                    session.Attach(connection, Math.Min(Options.MaximumInFlight, packet.Properties.ReceiveMaximum ?? ushort.MaxValue));
                }
            }

            if (old is null)
            {
                if (will is not null)
                    await PublishWillAsync(will.Context, will.Publish).ConfigureAwait(false);
                return (session, present, MqttReasonCode.Success);
            }

            old.Stop(MqttDisconnectReason.SessionTakenOver, MqttReasonCode.SessionTakenOver);
            try
            {
                await old.Completed.WaitAsync(Options.TakeoverTimeout, TimeProvider.System, ct).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return (null, false, MqttReasonCode.ServerBusy);
            }
        }
    }

    /// <summary>
    /// Takes a connection off its session, which ends or waits for its client.
    /// </summary>
    /// <returns>A will to publish now; null = none, or it waits for its delay.</returns>
    internal MqttPublish? Leave(MqttConnection connection, MqttWill? will)
    {
        var session = connection.Session!;
        var publish = will is null ? (MqttPublish?)null : AsPublish(will);
        lock (_sessionsGate)
        {
            session.Detach();
            var delay = TimeSpan.FromSeconds(will?.Properties?.WillDelayIntervalSeconds ?? 0);
            if (session.Expiry == TimeSpan.Zero)
            {
                Forget(session);
                return publish;
            }

            var now = Time.GetTimestamp();
            session.EndsAtUnixMs = NowUnixMs + (long)session.Expiry.TotalMilliseconds;
            session.ExpiresAt = now + Ticks(session.Expiry);
            session.HeaderChanged();
            _detached.Add(session);
            if (publish is null || delay == TimeSpan.Zero)
                return publish;
            // The end of the session ends the delay too [MQTT-3.1.2-10].
            session.Will = new MqttSession.PendingWill(publish.Value, connection, now + Ticks(delay < session.Expiry ? delay : session.Expiry));
            return null;
        }
    }

    /// <summary>A will goes the way of every publish: the application decides, then it is routed.</summary>
    internal async ValueTask PublishWillAsync(IMqttSessionContext context, MqttPublish will)
    {
        try
        {
            var decision = await Application.PublishAsync(context, in will, _stopping.Token).ConfigureAwait(false);
            if (decision.Route && !decision.ReasonCode.IsError())
                Route(null, in will, new SubscriptionMatches(), decision.Audience);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.WillFailed(Logger, e, context.ClientId);
        }
    }

    internal TimeSpan LimitExpiry(uint seconds)
    {
        var asked = TimeSpan.FromSeconds(seconds);
        return asked < Options.MaximumSessionExpiry ? asked : Options.MaximumSessionExpiry;
    }

    private TimeSpan ExpiryOf(MqttConnectPacket packet) => packet.ProtocolVersion == MqttProtocolVersion.V500
        ? LimitExpiry(packet.Properties.SessionExpiryIntervalSeconds ?? 0)
        : packet.CleanStart ? TimeSpan.Zero : Options.MaximumSessionExpiry;

    private async ValueTask ExpireSessionsAsync(long now)
    {
        List<MqttSession.PendingWill>? wills = null;
        lock (_sessionsGate)
        {
            if (_detached.Count == 0)
                return;
            List<MqttSession>? expired = null;
            foreach (var session in _detached)
            {
                if (session.Will is { } will && will.DueAt <= now)
                {
                    (wills ??= []).Add(will);
                    session.Will = null;
                }

                if (session.ExpiresAt <= now)
                    (expired ??= []).Add(session);
            }

            foreach (var session in expired ?? [])
            {
                _detached.Remove(session);
                Forget(session);
            }
        }

        foreach (var will in wills ?? [])
            await PublishWillAsync(will.Context, will.Publish).ConfigureAwait(false);
    }

    /// <summary>Under the lock: ends the waiting session that would end first, so that nobody can fill the server with sessions he left.</summary>
    private bool TryEvict(out MqttSession.PendingWill? will)
    {
        var oldest = _detached.MinBy(s => s.ExpiresAt);
        will = oldest?.Will;
        if (oldest is null)
            return false;
        _detached.Remove(oldest);
        Forget(oldest);
        return true;
    }

    /// <summary>Under the lock.</summary>
    private void Forget(MqttSession session)
    {
        foreach (var filter in session.Filters)
            Subscriptions.Remove(session, filter);
        _sessions.Remove(session.ClientId);
        var left = session.End();
        if (session.WasStored)
            _sessionWriter.Ended(session);
        Redeliver(left);
    }

    /// <summary>Before the first connection: sessions that waited for their clients when the server stopped, or had them when it crashed.</summary>
    private void Restore(IReadOnlyList<MqttStoredSession> stored)
    {
        var (now, nowUnixMs) = (Time.GetTimestamp(), NowUnixMs);
        foreach (var one in stored)
        {
            var session = new MqttSession(one.ClientId, Options, one.Username, _budget, _sessionWriter.Changed);
            session.Restore(one, e => Log.StoredMessageUnreadable(Logger, one.ClientId, e));
            var left = one.EndsAtUnixMs is { } ends ? TimeSpan.FromMilliseconds(ends - nowUnixMs) : session.Expiry;
            if (left <= TimeSpan.Zero || _sessions.Count >= Options.MaximumSessions)
            {
                _sessionWriter.Ended(session);
                continue;
            }

            session.ExpiresAt = now + Ticks(left);
            foreach (var filter in session.Filters)
                Subscriptions.Add(session.Subscribed(filter)!);
            _sessions.Add(session.ClientId, session);
            _detached.Add(session);
        }
    }

    private static MqttPublish AsPublish(MqttWill will)
    {
        var properties = new MqttProperties();
        if (will.Properties is { } p)
        {
            // All but the delay, which was for the server.
            properties.PayloadFormatIndicator = p.PayloadFormatIndicator;
            properties.MessageExpiryIntervalSeconds = p.MessageExpiryIntervalSeconds;
            properties.ContentType = p.ContentType;
            properties.ResponseTopic = p.ResponseTopic;
            properties.CorrelationData = p.CorrelationData;
            foreach (var pair in p.UserProperties)
                properties.UserProperties.Add(pair);
        }

        return new MqttPublish(Encoding.UTF8.GetBytes(will.Topic), will.Payload, will.QoS, will.Retain, false, 0, MqttPropertyWriter.ToArray(properties))
        {
            IsWill = true,
        };
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);
}
