namespace Facilities.Mqtt;

/// <summary>What a transport other than a socket of ours says of itself.</summary>
internal interface IMqttTransportFeature
{
    MqttTransport Transport { get; }

    /// <summary>The peer's address may be that of a proxy or of a page from elsewhere: it proves nothing about who speaks.</summary>
    bool IsThirdParty { get; }
}
