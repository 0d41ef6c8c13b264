using System.Text;
using static Facilities.Mqtt.MqttProtocolVersion;

namespace Facilities.Mqtt.Tests;

/// <summary>
/// Every kind of packet in both versions as bytes, for decoding, encoding, every prefix and every split. In the bytes, text in
/// single quotes stands for itself and everything else is hexadecimal.
/// </summary>
internal static partial class PacketCatalogue
{
    public static IReadOnlyList<PacketCase> Valid { get; } = [.. ValidCases()];

    public static IReadOnlyList<PacketCase> Invalid { get; } = [.. InvalidCases()];

    /// <summary>"10 0C 00 04 'MQTT'" → bytes.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        var parts = text.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
                bytes.AddRange(Encoding.UTF8.GetBytes(parts[i]));
            else
                bytes.AddRange(parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(h => Convert.ToByte(h, 16)));
        }

        return [.. bytes];
    }

    private static PacketCase Is(string name, MqttProtocolVersion version, MqttPeer from, string bytes, MqttPacket packet, bool decodeOnly = false)
        => new() { Name = name, Version = version, From = from, Bytes = Bytes(bytes), Packet = packet, DecodeOnly = decodeOnly };

    private static IEnumerable<PacketCase> ValidCases()
    {
        const MqttPeer client = MqttPeer.Client;
        const MqttPeer server = MqttPeer.Server;
        var hi = "hi"u8.ToArray();

        yield return Is("CONNECT, least", V311, client, "10 0E 00 04 'MQTT' 04 02 00 3C 00 02 'c1'",
            new MqttConnectPacket { ProtocolVersion = V311, ClientId = "c1", CleanStart = true, KeepAliveSeconds = 60 });
        yield return Is("CONNECT without a client identifier", V311, client, "10 0C 00 04 'MQTT' 04 02 00 00 00 00",
            new MqttConnectPacket { ProtocolVersion = V311, ClientId = "", CleanStart = true });
        yield return Is("CONNECT with everything", V311, client,
            "10 20 00 04 'MQTT' 04 EE 00 0A 00 02 'c1' 00 01 't' 00 02 'hi' 00 04 'user' 00 03 FF 00 01",
            new MqttConnectPacket
            {
                ProtocolVersion = V311,
                ClientId = "c1",
                CleanStart = true,
                KeepAliveSeconds = 10,
                Username = "user",
                Password = new byte[] { 0xFF, 0, 1 },
                Will = new MqttWill("t", hi, MqttQualityOfService.AtLeastOnce, true),
            });
        yield return Is("CONNECT, least", V500, client, "10 0F 00 04 'MQTT' 05 00 00 00 00 00 02 'c1'",
            new MqttConnectPacket { ProtocolVersion = V500, ClientId = "c1" });
        yield return Is("CONNECT with a password and no user name", V500, client, "10 10 00 04 'MQTT' 05 40 00 00 00 00 00 00 01 'p'",
            new MqttConnectPacket { ProtocolVersion = V500, ClientId = "", Password = "p"u8.ToArray() });
        var connect = new MqttConnectPacket
        {
            ProtocolVersion = V500,
            ClientId = "",
            CleanStart = true,
            Will = new MqttWill("w", hi, MqttQualityOfService.ExactlyOnce)
            {
                Properties = new MqttProperties
                {
                    PayloadFormatIndicator = 1,
                    MessageExpiryIntervalSeconds = 2,
                    ContentType = "j",
                    ResponseTopic = "r",
                    CorrelationData = new byte[] { 7 },
                    WillDelayIntervalSeconds = 5,
                },
            },
        };
        connect.Properties.SessionExpiryIntervalSeconds = 0xFFFFFFFF;
        connect.Properties.AuthenticationMethod = "m";
        connect.Properties.AuthenticationData = new byte[] { 9 };
        connect.Properties.RequestProblemInformation = false;
        connect.Properties.RequestResponseInformation = true;
        connect.Properties.ReceiveMaximum = 20;
        connect.Properties.TopicAliasMaximum = 10;
        connect.Properties.UserProperties.Add(new MqttUserProperty("a", "b"));
        connect.Properties.UserProperties.Add(new MqttUserProperty("a", "b"));
        connect.Properties.MaximumPacketSizeBytes = 1000;
        yield return Is("CONNECT with every property", V500, client,
            "10 57 00 04 'MQTT' 05 16 00 00"
            + " 2A 11 FF FF FF FF 15 00 01 'm' 16 00 01 09 17 00 19 01 21 00 14 22 00 0A 26 00 01 'a' 00 01 'b' 26 00 01 'a' 00 01 'b' 27 00 00 03 E8"
            + " 00 00"
            + " 18 01 01 02 00 00 00 02 03 00 01 'j' 08 00 01 'r' 09 00 01 07 18 00 00 00 05"
            + " 00 01 'w' 00 02 'hi'", connect);

        yield return Is("CONNACK", V311, server, "20 02 01 00", new MqttConnAckPacket(true, MqttReasonCode.Success));
        yield return Is("CONNACK, not authorized", V311, server, "20 02 00 05", new MqttConnAckPacket(false, MqttReasonCode.NotAuthorized));
        yield return Is("CONNACK", V500, server, "20 03 00 00 00", new MqttConnAckPacket(false, MqttReasonCode.Success));
        var connAck = new MqttConnAckPacket(false, MqttReasonCode.QuotaExceeded);
        connAck.Properties.SessionExpiryIntervalSeconds = 1;
        connAck.Properties.AssignedClientIdentifier = "x";
        connAck.Properties.ServerKeepAliveSeconds = 30;
        connAck.Properties.ResponseInformation = "i";
        connAck.Properties.ServerReference = "s";
        connAck.Properties.ReasonString = "no";
        connAck.Properties.ReceiveMaximum = 1;
        connAck.Properties.TopicAliasMaximum = 2;
        connAck.Properties.MaximumQoS = MqttQualityOfService.AtLeastOnce;
        connAck.Properties.RetainAvailable = false;
        connAck.Properties.MaximumPacketSizeBytes = 64;
        connAck.Properties.WildcardSubscriptionAvailable = false;
        connAck.Properties.SubscriptionIdentifiersAvailable = false;
        connAck.Properties.SharedSubscriptionAvailable = false;
        yield return Is("CONNACK with every property", V500, server,
            "20 31 00 97 2E 11 00 00 00 01 12 00 01 'x' 13 00 1E 1A 00 01 'i' 1C 00 01 's' 1F 00 02 'no' 21 00 01 22 00 02 24 01 25 00 27 00 00 00 40 28 00 29 00 2A 00",
            connAck);

        foreach (var version in new[] { V311, V500 })
        {
            var none = version == V500 ? " 00" : "";
            var one = version == V500 ? 1 : 0;
            yield return Is("PUBLISH, QoS 0, no payload", version, client, $"30 {4 + one:X2} 00 02 'ab'{none}", new MqttPublishPacket("ab", default));
            yield return Is("PUBLISH, QoS 1, retained, duplicate", version, client, $"3B {8 + one:X2} 00 02 'ab' 00 0A{none} 'hi'",
                new MqttPublishPacket("ab", hi) { QoS = MqttQualityOfService.AtLeastOnce, Retain = true, Duplicate = true, PacketIdentifier = 10 });
            yield return Is("PUBLISH, QoS 2", version, client, $"34 {8 + one:X2} 00 02 'ab' FF FF{none} 'hi'",
                new MqttPublishPacket("ab", hi) { QoS = MqttQualityOfService.ExactlyOnce, PacketIdentifier = 65535 });
            yield return Is("PUBLISH on a topic in Chinese", version, server, $"30 {8 + one:X2} 00 06 '电梯'{none}", new MqttPublishPacket("电梯", default));
            foreach (var (type, first) in new[] { (MqttPacketType.PubAck, "40"), (MqttPacketType.PubRec, "50"), (MqttPacketType.PubRel, "62"), (MqttPacketType.PubComp, "70") })
                yield return Is(type.ToString(), version, client, first + " 02 00 07", new MqttAckPacket(type, 7));
            yield return Is("SUBSCRIBE", version, client, $"82 {10 + one:X2} 00 01{none} 00 05 'a/+/#' 01",
                new MqttSubscribePacket(1, [new MqttTopicFilter("a/+/#", MqttQualityOfService.AtLeastOnce)]));
            yield return Is("SUBSCRIBE to two filters", version, client, $"82 {10 + one:X2} 00 02{none} 00 01 'a' 00 00 01 'b' 02",
                new MqttSubscribePacket(2, [new MqttTopicFilter("a"), new MqttTopicFilter("b", MqttQualityOfService.ExactlyOnce)]));
            yield return Is("SUBACK", version, server, $"90 {5 + one:X2} 00 02{none} 01 02 80",
                new MqttSubAckPacket(2, [MqttReasonCode.GrantedQoS1, MqttReasonCode.GrantedQoS2, MqttReasonCode.UnspecifiedError]));
            yield return Is("UNSUBSCRIBE", version, client, $"A2 {8 + one:X2} 00 03{none} 00 01 'a' 00 01 '#'", new MqttUnsubscribePacket(3, ["a", "#"]));
            yield return Is("PINGREQ", version, client, "C0 00", new MqttPingReqPacket());
            yield return Is("PINGRESP", version, server, "D0 00", new MqttPingRespPacket());
            yield return Is("DISCONNECT", version, client, "E0 00", new MqttDisconnectPacket());
        }

        var publish = new MqttPublishPacket("t", hi) { QoS = MqttQualityOfService.AtLeastOnce, PacketIdentifier = 1 };
        publish.Properties.PayloadFormatIndicator = 0;
        publish.Properties.MessageExpiryIntervalSeconds = 60;
        publish.Properties.ContentType = "c";
        publish.Properties.ResponseTopic = "r";
        publish.Properties.CorrelationData = Array.Empty<byte>();
        publish.Properties.SubscriptionIdentifiers.Add(1);
        publish.Properties.SubscriptionIdentifiers.Add(268_435_455);
        publish.Properties.TopicAlias = 3;
        publish.Properties.UserProperties.Add(new MqttUserProperty("", ""));
        yield return Is("PUBLISH with every property", V500, server,
            "32 29 00 01 't' 00 01 21 01 00 02 00 00 00 3C 03 00 01 'c' 08 00 01 'r' 09 00 00 0B 01 0B FF FF FF 7F 23 00 03 26 00 00 00 00 'hi'", publish);
        var aliased = new MqttPublishPacket("", default);
        aliased.Properties.TopicAlias = 1;
        yield return Is("PUBLISH by alias alone", V500, client, "30 06 00 00 03 23 00 01", aliased);
        var refused = new MqttAckPacket(MqttPacketType.PubAck, 7, MqttReasonCode.PayloadFormatInvalid);
        yield return Is("PUBACK with a reason code", V500, server, "40 03 00 07 99", refused);
        yield return Is("PUBACK with an empty property block", V500, server, "40 04 00 07 99 00", refused, decodeOnly: true);
        yield return Is("PUBACK that says success at length", V500, server, "40 04 00 07 00 00", new MqttAckPacket(MqttPacketType.PubAck, 7), decodeOnly: true);
        var explained = new MqttAckPacket(MqttPacketType.PubRec, 7, MqttReasonCode.NotAuthorized);
        explained.Properties.ReasonString = "no";
        explained.Properties.UserProperties.Add(new MqttUserProperty("k", "v"));
        yield return Is("PUBREC with properties", V500, server, "50 10 00 07 87 0C 1F 00 02 'no' 26 00 01 'k' 00 01 'v'", explained);
        yield return Is("PUBREL, identifier not found", V500, client, "62 03 00 07 92", new MqttAckPacket(MqttPacketType.PubRel, 7, MqttReasonCode.PacketIdentifierNotFound));
        var subscribe = new MqttSubscribePacket(1, [new MqttTopicFilter("a", MqttQualityOfService.ExactlyOnce) { NoLocal = true, RetainAsPublished = true, RetainHandling = MqttRetainHandling.DoNotSend }]);
        subscribe.Properties.SubscriptionIdentifiers.Add(200);
        yield return Is("SUBSCRIBE with options and an identifier", V500, client, "82 0A 00 01 03 0B C8 01 00 01 'a' 2E", subscribe);
        yield return Is("SUBSCRIBE, shared", V500, client, "82 10 00 01 00 00 0A '$share/g/a' 00", new MqttSubscribePacket(1, [new MqttTopicFilter("$share/g/a")]));
        yield return Is("UNSUBACK", V311, server, "B0 02 00 03", new MqttUnsubAckPacket(3, []));
        yield return Is("UNSUBACK", V500, server, "B0 05 00 03 00 00 11", new MqttUnsubAckPacket(3, [MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted]));
        var leaving = new MqttDisconnectPacket(MqttReasonCode.DisconnectWithWillMessage);
        leaving.Properties.SessionExpiryIntervalSeconds = 0;
        yield return Is("DISCONNECT with will and expiry", V500, client, "E0 07 04 05 11 00 00 00 00", leaving);
        var sentAway = new MqttDisconnectPacket(MqttReasonCode.ServerMoved);
        sentAway.Properties.ServerReference = "s";
        yield return Is("DISCONNECT by the server", V500, server, "E0 06 9D 04 1C 00 01 's'", sentAway);
        yield return Is("DISCONNECT with a reason code alone", V500, server, "E0 01 8B", new MqttDisconnectPacket(MqttReasonCode.ServerShuttingDown));
        var auth = new MqttAuthPacket(MqttReasonCode.ContinueAuthentication);
        auth.Properties.AuthenticationMethod = "m";
        auth.Properties.AuthenticationData = new byte[] { 1 };
        yield return Is("AUTH", V500, client, "F0 0A 18 08 15 00 01 'm' 16 00 01 01", auth);
        yield return Is("AUTH, success", V500, server, "F0 00", new MqttAuthPacket());
    }
}
