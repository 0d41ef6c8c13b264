using System.Net;
using System.Text;

namespace Facilities.Mqtt;

/// <summary>CONNECT (MQTT 5 §3.1.4).</summary>
internal sealed partial class MqttConnection
{
    /// <summary>Longest client identifier taken, characters. 3.1.1 promises 23; UUIDs with prefixes need 50.</summary>
    private const int MaximumClientIdLength = 256;

    /// <summary>
    /// Largest CONNECT, bytes: five fields of at most 64 KiB each. A peer that nobody knows yet gets no more memory than that.
    /// </summary>
    private const int MaximumConnectSizeBytes = 5 * 64 * 1024;

    private uint _clientMaximumPacketSize = uint.MaxValue;

    private async ValueTask ConnectAsync(MqttFixedHeader header, ReadOnlyMemory<byte> body)
    {
        if (header.Type != MqttPacketType.Connect)
            MqttErrors.Protocol("MQTT-3.1.0-1", "The first packet must be CONNECT");
        // Known before the rest is decoded, so that a refusal is written in the right version.
        ProtocolVersion = MqttConnectDecoder.PeekLevel(body.Span) >= (byte)MqttProtocolVersion.V500 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311;
        var packet = MqttConnectDecoder.Decode(body.Span);
        _clientMaximumPacketSize = packet.Properties.MaximumPacketSizeBytes ?? uint.MaxValue;
        var isV5 = packet.ProtocolVersion == MqttProtocolVersion.V500;
        if (packet.Properties.AuthenticationMethod is not null)
        {
            RefuseConnect(MqttReasonCode.BadAuthenticationMethod, null);
            return;
        }

        var assigned = packet.ClientId.Length == 0;
        if ((assigned && !isV5 && !packet.CleanStart) || packet.ClientId.Length > MaximumClientIdLength)
        {
            // [3.1.1 MQTT-3.1.3-8]
            RefuseConnect(MqttReasonCode.ClientIdentifierNotValid, null);
            return;
        }

        if (packet.Will is { } will && !IsWithinTopicLimits(Encoding.UTF8.GetBytes(will.Topic)))
        {
            RefuseConnect(MqttReasonCode.TopicNameInvalid, null);
            return;
        }

        ClientId = assigned ? $"auto-{Guid.NewGuid():N}" : packet.ClientId;
        Username = packet.Username;
        var decision = await _server.Application.ConnectAsync(Request(packet), _stopping.Token).ConfigureAwait(false);
        if (decision.ReasonCode.IsError())
        {
            RefuseConnect(decision.ReasonCode, decision.ReasonString);
            return;
        }

        State = decision.State;
        Audience = decision.Audience;
        if (decision.MaximumPublishesPerSecond > 0 && Username is not null)
            _allowance = _server.Allowances.Take(Username, decision.MaximumPublishesPerSecond);
        var joined = await _server.JoinAsync(this, packet, _stopping.Token).ConfigureAwait(false);
        if (joined.Session is null)
        {
            _server.Application.Disconnected(this, MqttDisconnectReason.Application);
            RefuseConnect(joined.ReasonCode, null);
            return;
        }

        Accept(packet, joined.Session, joined.SessionPresent, assigned);
    }

    private void Accept(MqttConnectPacket packet, MqttSession session, bool sessionPresent, bool assigned)
    {
        _session = session;
        _will = packet.Will;
        var keepAlive = KeepAliveSeconds(packet);
        _keepAliveLimit = TimeSpan.FromSeconds(keepAlive * 1.5);
        var answer = new MqttConnAckPacket(sessionPresent, MqttReasonCode.Success);
        if (ProtocolVersion == MqttProtocolVersion.V500)
        {
            var p = answer.Properties;
            p.ReceiveMaximum = (ushort)_options.ReceiveMaximum;
            p.MaximumPacketSizeBytes = (uint)_options.MaximumPacketSizeBytes;
            p.TopicAliasMaximum = _options.TopicAliasMaximum > 0 ? (ushort)_options.TopicAliasMaximum : null;
            if (keepAlive != packet.KeepAliveSeconds)
                p.ServerKeepAliveSeconds = keepAlive;
            p.AssignedClientIdentifier = assigned ? ClientId : null;
            if ((packet.Properties.SessionExpiryIntervalSeconds ?? 0) > session.Expiry.TotalSeconds)
                p.SessionExpiryIntervalSeconds = (uint)session.Expiry.TotalSeconds;
        }

        if (Math.Min(packet.Properties.TopicAliasMaximum ?? 0, _options.AssignedTopicAliases) is > 0 and var aliases)
            _assigned = new AssignedAliases(aliases);
        if (sessionPresent)
            CheckSubscriptions();
        SendControl(answer);
        // The order matters: nothing may overtake CONNACK [MQTT-3.2.0-1].
        _accepted = true;
        _established = true;
        _wakeUp.Set();
        _server.Metrics.Connected();
        Log.Connected(_log, ClientId, RemoteEndPoint, ProtocolVersion, sessionPresent);
    }

    /// <summary>What the client asked for, unless the operator wants to hear of MQTT 5 clients more often (§3.2.2.3.14).</summary>
    private ushort KeepAliveSeconds(MqttConnectPacket packet)
    {
        var most = (ushort)_options.MaximumKeepAlive.TotalSeconds;
        var asked = packet.KeepAliveSeconds;
        return most > 0 && packet.ProtocolVersion == MqttProtocolVersion.V500 && (asked == 0 || asked > most) ? most : asked;
    }

    private void RefuseConnect(MqttReasonCode code, string? text)
    {
        Log.ConnectRefused(_log, ClientId, RemoteEndPoint, code);
        _refusal = code.ToString();
        SendControl(new MqttConnAckPacket(false, code) { Properties = new MqttProperties { ReasonString = Affordable(text) } });
        Stop(MqttDisconnectReason.ProtocolError);
    }

    private MqttConnectRequest Request(MqttConnectPacket packet) => new()
    {
        ClientId = ClientId,
        ProtocolVersion = packet.ProtocolVersion,
        Username = packet.Username,
        Password = packet.Password,
        RemoteEndPoint = RemoteEndPoint,
        IsLoopback = RemoteEndPoint is IPEndPoint ip && IPAddress.IsLoopback(ip.Address) && _transport.Features.Get<IMqttTransportFeature>() is not { IsThirdParty: true },
        CleanStart = packet.CleanStart,
        KeepAliveSeconds = packet.KeepAliveSeconds,
        Will = packet.Will,
        Properties = packet.ProtocolVersion == MqttProtocolVersion.V500 ? packet.Properties : null,
    };

    private bool IsWithinTopicLimits(ReadOnlySpan<byte> topic)
        => topic.Length <= _options.MaximumTopicLengthBytes && MqttTopic.CountLevels(topic) <= _options.MaximumTopicLevels;
}
