using Code = Facilities.Mqtt.MqttReasonCode;

namespace Facilities.Mqtt;

/// <summary>Which reason codes which packet may carry (MQTT 5 §2.4, table 2-6), and the return codes of 3.1.1.</summary>
internal static class MqttReasonCodeTable
{
    private static readonly bool[][] FromClient = Build(MqttPeer.Client);
    private static readonly bool[][] FromServer = Build(MqttPeer.Server);

    /// <summary>The code, or an exception if the packet may not carry it.</summary>
    /// <exception cref="MqttProtocolException">Not in the packet's table.</exception>
    public static Code Check(MqttPacketType packet, byte code, MqttPeer from)
    {
        if (!(from == MqttPeer.Client ? FromClient : FromServer)[(int)packet][code])
            MqttErrors.Malformed("MQTT-2.4", $"Reason code 0x{code:X2} isn't one of {packet}");
        return (Code)code;
    }

    /// <summary>CONNACK return code of 3.1.1 (§3.2.2.3) for a reason code.</summary>
    public static byte ToV311ConnectReturnCode(Code code) => code switch
    {
        Code.Success => 0,
        Code.UnsupportedProtocolVersion => 1,
        Code.ClientIdentifierNotValid => 2,
        Code.BadUserNameOrPassword or Code.BadAuthenticationMethod => 4,
        Code.NotAuthorized or Code.Banned => 5,
        _ => 3,
    };

    /// <summary>The reason code for a CONNACK return code of 3.1.1.</summary>
    public static Code FromV311ConnectReturnCode(byte code)
    {
        if (code > 5)
            MqttErrors.Malformed("3.1.1 MQTT-3.2.2-6", $"CONNACK return code {code} is reserved");
        return code switch
        {
            0 => Code.Success,
            1 => Code.UnsupportedProtocolVersion,
            2 => Code.ClientIdentifierNotValid,
            3 => Code.ServerUnavailable,
            4 => Code.BadUserNameOrPassword,
            _ => Code.NotAuthorized,
        };
    }

    private static bool[][] Build(MqttPeer from)
    {
        var table = new bool[16][];
        for (var i = 0; i < table.Length; i++)
            table[i] = new bool[256];
        void Allow(MqttPacketType packet, params ReadOnlySpan<Code> codes)
        {
            foreach (var code in codes)
                table[(int)packet][(byte)code] = true;
        }

        Code[] received =
        [
            Code.Success, Code.NoMatchingSubscribers, Code.UnspecifiedError, Code.ImplementationSpecificError, Code.NotAuthorized,
            Code.TopicNameInvalid, Code.PacketIdentifierInUse, Code.QuotaExceeded, Code.PayloadFormatInvalid,
        ];
        Allow(MqttPacketType.PubAck, received);
        Allow(MqttPacketType.PubRec, received);
        Allow(MqttPacketType.PubRel, Code.Success, Code.PacketIdentifierNotFound);
        Allow(MqttPacketType.PubComp, Code.Success, Code.PacketIdentifierNotFound);
        Allow(MqttPacketType.Disconnect,
            Code.Success, Code.UnspecifiedError, Code.MalformedPacket, Code.ProtocolError, Code.ImplementationSpecificError,
            Code.TopicNameInvalid, Code.ReceiveMaximumExceeded, Code.TopicAliasInvalid, Code.PacketTooLarge, Code.MessageRateTooHigh,
            Code.QuotaExceeded, Code.AdministrativeAction, Code.PayloadFormatInvalid);
        if (from == MqttPeer.Client)
        {
            Allow(MqttPacketType.Disconnect, Code.DisconnectWithWillMessage);
            Allow(MqttPacketType.Auth, Code.ContinueAuthentication, Code.ReAuthenticate);
            return table;
        }

        Allow(MqttPacketType.Auth, Code.Success, Code.ContinueAuthentication);
        Allow(MqttPacketType.ConnAck,
            Code.Success, Code.UnspecifiedError, Code.MalformedPacket, Code.ProtocolError, Code.ImplementationSpecificError,
            Code.UnsupportedProtocolVersion, Code.ClientIdentifierNotValid, Code.BadUserNameOrPassword, Code.NotAuthorized,
            Code.ServerUnavailable, Code.ServerBusy, Code.Banned, Code.BadAuthenticationMethod, Code.TopicNameInvalid,
            Code.PacketTooLarge, Code.QuotaExceeded, Code.PayloadFormatInvalid, Code.RetainNotSupported, Code.QoSNotSupported,
            Code.UseAnotherServer, Code.ServerMoved, Code.ConnectionRateExceeded);
        Allow(MqttPacketType.SubAck,
            Code.Success, Code.GrantedQoS1, Code.GrantedQoS2, Code.UnspecifiedError, Code.ImplementationSpecificError,
            Code.NotAuthorized, Code.TopicFilterInvalid, Code.PacketIdentifierInUse, Code.QuotaExceeded,
            Code.SharedSubscriptionsNotSupported, Code.SubscriptionIdentifiersNotSupported, Code.WildcardSubscriptionsNotSupported);
        Allow(MqttPacketType.UnsubAck,
            Code.Success, Code.NoSubscriptionExisted, Code.UnspecifiedError, Code.ImplementationSpecificError, Code.NotAuthorized,
            Code.TopicFilterInvalid, Code.PacketIdentifierInUse);
        Allow(MqttPacketType.Disconnect,
            Code.NotAuthorized, Code.ServerBusy, Code.ServerShuttingDown, Code.KeepAliveTimeout, Code.SessionTakenOver,
            Code.TopicFilterInvalid, Code.RetainNotSupported, Code.QoSNotSupported, Code.UseAnotherServer, Code.ServerMoved,
            Code.SharedSubscriptionsNotSupported, Code.ConnectionRateExceeded, Code.MaximumConnectTime,
            Code.SubscriptionIdentifiersNotSupported, Code.WildcardSubscriptionsNotSupported);
        return table;
    }
}
