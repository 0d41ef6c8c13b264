using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Facilities.Ingest.Hosting;

/// <summary>Where the listeners really are once the host has started; with port 0 only Kestrel knows.</summary>
public sealed class BoundEndpoints
{
    private ListenOptions? _mqtt;

    /// <summary>Address and port that devices connect to.</summary>
    /// <exception cref="InvalidOperationException">There is no MQTT listener, or the host has not started.</exception>
    public IPEndPoint Mqtt => _mqtt?.IPEndPoint ?? throw new InvalidOperationException("The MQTT listener is not bound.");

    /// <summary>Whether devices can connect to this process at all.</summary>
    public bool HasMqtt => _mqtt is not null;

    internal void Listening(ListenOptions mqtt) => _mqtt = mqtt;
}
