using static Facilities.Mqtt.MqttProtocolVersion;
using static Facilities.Mqtt.MqttReasonCode;

namespace Facilities.Mqtt.Tests;

/// <summary>Bytes that are refused, each by the statement it breaks.</summary>
internal static partial class PacketCatalogue
{
    private static PacketCase Not(string name, MqttProtocolVersion version, string bytes, MqttReasonCode refusal, string clause, MqttPeer from = MqttPeer.Client)
        => new() { Name = name, Version = version, From = from, Bytes = Bytes(bytes), Refusal = refusal, Clause = clause };

    private static IEnumerable<PacketCase> InvalidCases()
    {
        foreach (var version in new[] { V311, V500 })
        {
            var none = version == V500 ? " 00" : "";
            var one = version == V500 ? 1 : 0;
            yield return Not("Type 0", version, "00 00", MalformedPacket, "MQTT-2.1.2");
            yield return Not("PINGREQ with flags", version, "C1 00", MalformedPacket, "MQTT-2.1.3-1");
            yield return Not("PINGREQ with a body", version, "C0 01 00", MalformedPacket, "MQTT-2.1.4");
            yield return Not("Remaining length of five bytes", version, "30 FF FF FF FF 01", MalformedPacket, "MQTT-1.5.5-1");
            yield return Not("Remaining length with a useless byte", version, "C0 80 00", MalformedPacket, "MQTT-1.5.5-1");
            yield return Not("PUBLISH with QoS 3", version, "36 00", MalformedPacket, "MQTT-3.3.1-4");
            yield return Not("PUBLISH, QoS 0 and duplicate", version, "38 00", MalformedPacket, "MQTT-3.3.1-2");
            yield return Not("PUBLISH with a wildcard", version, $"30 {5 + one:X2} 00 03 'a/+'{none}", TopicNameInvalid, "MQTT-3.3.2-2");
            yield return Not("PUBLISH without a topic", version, $"30 {2 + one:X2} 00 00{none}", ProtocolError, "MQTT-4.7.3-1");
            yield return Not("PUBLISH with ill-formed UTF-8", version, $"30 {4 + one:X2} 00 02 C3 28{none}", MalformedPacket, "MQTT-1.5.4-1");
            yield return Not("PUBLISH with a surrogate", version, $"30 {5 + one:X2} 00 03 ED A0 80{none}", MalformedPacket, "MQTT-1.5.4-1");
            yield return Not("PUBLISH with NUL in the topic", version, $"30 {5 + one:X2} 00 03 61 00 62{none}", MalformedPacket, "MQTT-1.5.4-2");
            yield return Not("PUBLISH, QoS 1 and identifier 0", version, $"32 {5 + one:X2} 00 01 'a' 00 00{none}", ProtocolError, "MQTT-2.2.1-3");
            yield return Not("PUBLISH that ends in its topic", version, "30 03 00 09 'a'", MalformedPacket, "MQTT-2.1.4");
            yield return Not("PUBACK of one byte", version, "40 01 00", MalformedPacket, "MQTT-2.1.4");
            yield return Not("PUBACK for identifier 0", version, "40 02 00 00", ProtocolError, "MQTT-2.2.1-3");
            yield return Not("PUBREL without its flags", version, "60 02 00 01", MalformedPacket, "MQTT-3.6.1-1");
            yield return Not("SUBSCRIBE without its flags", version, "80 00", MalformedPacket, "MQTT-3.8.1-1");
            yield return Not("SUBSCRIBE to nothing", version, $"82 {2 + one:X2} 00 01{none}", ProtocolError, "MQTT-3.8.3-2");
            yield return Not("SUBSCRIBE with identifier 0", version, $"82 {6 + one:X2} 00 00{none} 00 01 'a' 00", ProtocolError, "MQTT-2.2.1-3");
            yield return Not("SUBSCRIBE to an empty filter", version, $"82 {5 + one:X2} 00 01{none} 00 00 00", MalformedPacket, "MQTT-4.7.3-1");
            yield return Not("SUBSCRIBE, # not last", version, $"82 {8 + one:X2} 00 01{none} 00 03 '#/a' 00", TopicFilterInvalid, "MQTT-4.7.1-1");
            yield return Not("SUBSCRIBE, + beside text", version, $"82 {7 + one:X2} 00 01{none} 00 02 'a+' 00", TopicFilterInvalid, "MQTT-4.7.1-1");
            yield return Not("SUBSCRIBE without options", version, $"82 {5 + one:X2} 00 01{none} 00 01 'a'", MalformedPacket, "MQTT-2.1.4");
            yield return Not("SUBSCRIBE with QoS 3", version, $"82 {6 + one:X2} 00 01{none} 00 01 'a' 03", ProtocolError, "MQTT-3.8.3.1");
            yield return Not("UNSUBSCRIBE without its flags", version, "A0 00", MalformedPacket, "MQTT-3.10.1-1");
            yield return Not("UNSUBSCRIBE from nothing", version, $"A2 {2 + one:X2} 00 01{none}", ProtocolError, "MQTT-3.10.3-2");
            yield return Not("CONNACK with reserved flags", version, $"20 {2 + one:X2} 02 00{none}", MalformedPacket, "MQTT-3.2.2-1", MqttPeer.Server);
            yield return Not("CONNACK, refused with a session", version, version == V500 ? "20 03 01 87 00" : "20 02 01 05", ProtocolError, "MQTT-3.2.2-6", MqttPeer.Server);
            var level = version == V500 ? "05" : "04";
            yield return Not("CONNECT with the reserved flag", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 03 00 00{none} 00 00", MalformedPacket, "MQTT-3.1.2-3");
            yield return Not("CONNECT, will QoS without will", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 0A 00 00{none} 00 00", MalformedPacket, "MQTT-3.1.2-11");
            yield return Not("CONNECT, will retain without will", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 22 00 00{none} 00 00", MalformedPacket, "MQTT-3.1.2-13");
            yield return Not("CONNECT, will QoS 3", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 1E 00 00{none} 00 00", MalformedPacket, "MQTT-3.1.2-12");
            yield return Not("CONNECT without its will", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 06 00 00{none} 00 00", MalformedPacket, "MQTT-2.1.4");
            yield return Not("CONNECT without its user name", version, $"10 {12 + one:X2} 00 04 'MQTT' {level} 82 00 00{none} 00 00", MalformedPacket, "MQTT-2.1.4");
            yield return Not("CONNECT with more than it says", version, $"10 {14 + one:X2} 00 04 'MQTT' {level} 02 00 00{none} 00 00 00 00", MalformedPacket, "MQTT-2.1.4");
        }

        yield return Not("CONNECT of another protocol", V311, "10 0C 00 04 'MQTS' 04 02 00 00 00 00", UnsupportedProtocolVersion, "MQTT-3.1.2-1");
        yield return Not("CONNECT of 3.1", V311, "10 0E 00 06 'MQIsdp' 03 02 00 00 00 00", UnsupportedProtocolVersion, "MQTT-3.1.2-1");
        yield return Not("CONNECT of level 6", V500, "10 0D 00 04 'MQTT' 06 02 00 00 00 00 00", UnsupportedProtocolVersion, "MQTT-3.1.2-2");
        yield return Not("CONNECT, a password and no user name", V311, "10 0F 00 04 'MQTT' 04 42 00 00 00 00 00 01 'p'", MalformedPacket, "3.1.1 MQTT-3.1.2-22");
        yield return Not("AUTH", V311, "F0 00", MalformedPacket, "3.1.1 MQTT-2.2.1");
        yield return Not("CONNACK with return code 6", V311, "20 02 00 06", MalformedPacket, "3.1.1 MQTT-3.2.2-6", MqttPeer.Server);
        yield return Not("SUBACK with return code 3", V311, "90 03 00 01 03", MalformedPacket, "3.1.1 MQTT-3.9.3-2", MqttPeer.Server);
        yield return Not("SUBSCRIBE with 5.0's options", V311, "82 06 00 01 00 01 'a' 04", MalformedPacket, "3.1.1 MQTT-3-8.3-4");
        yield return Not("PUBACK with a reason code", V311, "40 03 00 01 00", MalformedPacket, "MQTT-2.1.4");
        yield return Not("DISCONNECT with a reason code", V311, "E0 01 00", MalformedPacket, "MQTT-2.1.4");

        yield return Not("Property that doesn't exist", V500, "30 06 00 01 'a' 02 7F 00", MalformedPacket, "MQTT-2.2.2.2");
        yield return Not("Property of another packet", V500, "30 09 00 01 'a' 05 11 00 00 00 00", MalformedPacket, "MQTT-2.2.2.2");
        yield return Not("Property of the other direction", V500, "30 06 00 01 'a' 02 0B 01", MalformedPacket, "MQTT-2.2.2.2");
        yield return Not("Property twice", V500, "30 08 00 01 'a' 04 01 00 01 00", ProtocolError, "MQTT-2.2.2.2");
        yield return Not("Property length beyond the packet", V500, "30 04 00 01 'a' 05", MalformedPacket, "MQTT-2.2.2-1");
        yield return Not("Property that ends in its value", V500, "30 06 00 01 'a' 02 02 00", MalformedPacket, "MQTT-2.1.4");
        yield return Not("Payload format 2", V500, "30 06 00 01 'a' 02 01 02", ProtocolError, "MQTT-2.2.2.2");
        yield return Not("Topic alias 0", V500, "30 07 00 01 'a' 03 23 00 00", TopicAliasInvalid, "MQTT-3.3.2-8");
        yield return Not("Response topic with a wildcard", V500, "30 08 00 01 'a' 04 08 00 01 '#'", ProtocolError, "MQTT-3.3.2-14");
        yield return Not("Receive maximum 0", V500, "10 10 00 04 'MQTT' 05 02 00 00 03 21 00 00 00 00", ProtocolError, "MQTT-2.2.2.2");
        yield return Not("Maximum packet size 0", V500, "10 12 00 04 'MQTT' 05 02 00 00 05 27 00 00 00 00 00 00", ProtocolError, "MQTT-2.2.2.2");
        yield return Not("Authentication data without a method", V500, "10 11 00 04 'MQTT' 05 02 00 00 04 16 00 01 01 00 00", ProtocolError, "MQTT-3.1.2.11.10");
        yield return Not("Subscription identifier 0", V500, "82 09 00 01 02 0B 00 00 01 'a' 00", ProtocolError, "MQTT-2.2.2.2");
        yield return Not("SUBSCRIBE with reserved options", V500, "82 07 00 01 00 00 01 'a' 40", MalformedPacket, "MQTT-3.8.3-5");
        yield return Not("SUBSCRIBE with retain handling 3", V500, "82 07 00 01 00 00 01 'a' 30", ProtocolError, "MQTT-3.8.3.1");
        yield return Not("SUBSCRIBE, shared and no local", V500, "82 10 00 01 00 00 0A '$share/g/a' 04", ProtocolError, "MQTT-3.8.3-4");
        yield return Not("SUBSCRIBE, shared without a name", V500, "82 0F 00 01 00 00 09 '$share//a' 00", TopicFilterInvalid, "MQTT-4.7.1-1");
        yield return Not("PUBACK with a reason code of another packet", V500, "40 03 00 07 01", MalformedPacket, "MQTT-2.4");
        yield return Not("DISCONNECT with a server's reason code", V500, "E0 01 8B", MalformedPacket, "MQTT-2.4");
        yield return Not("DISCONNECT with a client's reason code", V500, "E0 01 04", MalformedPacket, "MQTT-2.4", MqttPeer.Server);
        yield return Not("AUTH, success said by a client", V500, "F0 00", MalformedPacket, "MQTT-2.4");
        yield return Not("User property with NUL", V500, "30 0B 00 01 'a' 07 26 00 01 00 00 01 'v'", MalformedPacket, "MQTT-1.5.4-2");
    }
}
