using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Facilities.Ingest.Hosting;

/// <summary>Where the listeners really are once the host has started; with port 0 only Kestrel knows.</summary>
public sealed class BoundEndpoints
{
    private ListenOptions? _mqtt;
    private ListenOptions? _mqttTls;

    /// <summary>Address and port that devices connect to.</summary>
    /// <exception cref="InvalidOperationException">There is no MQTT listener, or the host has not started.</exception>
    public IPEndPoint Mqtt => _mqtt?.IPEndPoint ?? throw new InvalidOperationException("The MQTT listener is not bound.");

    /// <summary>The same over TLS.</summary>
    /// <exception cref="InvalidOperationException">There is no such listener, or the host has not started.</exception>
    public IPEndPoint MqttTls => _mqttTls?.IPEndPoint ?? throw new InvalidOperationException("The MQTT listener for TLS is not bound.");

    /// <summary>Whether devices can connect to this process without TLS.</summary>
    public bool HasMqtt => _mqtt is not null;

    /// <summary>Whether they can with TLS.</summary>
    public bool HasMqttTls => _mqttTls is not null;

    internal void Listening(ListenOptions mqtt) => _mqtt = mqtt;

    internal void ListeningTls(ListenOptions mqtt) => _mqttTls = mqtt;
}
