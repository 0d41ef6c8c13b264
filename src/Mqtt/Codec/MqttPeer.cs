namespace Facilities.Mqtt;

/// <summary>Who sent a packet: some packets and properties are only for one direction.</summary>
internal enum MqttPeer : byte
{
    Client,
    Server,
}
