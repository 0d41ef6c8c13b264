using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt.Tests;

/// <summary>The listener on Kestrel, a real socket and an ephemeral port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private readonly ListenOptions _plain;
    private readonly ListenOptions? _tls;
    private readonly ListenOptions? _web;
    private readonly ListenOptions? _secureWeb;

    private TestServer(WebApplication host, TestApplication application, ListenOptions plain, ListenOptions? tls, ListenOptions? web, ListenOptions? secureWeb)
    {
        _host = host;
        Application = application;
        (_plain, _tls, _web, _secureWeb) = (plain, tls, web, secureWeb);
    }

    public TestApplication Application { get; }

    public int Port => _plain.IPEndPoint!.Port;

    public int TlsPort => _tls!.IPEndPoint!.Port;

    public int WebPort => _web!.IPEndPoint!.Port;

    public int SecureWebPort => _secureWeb!.IPEndPoint!.Port;

    public MqttServer Server => _host.Services.GetRequiredService<MqttServer>();

    public static async Task<TestServer> StartAsync(
        TestApplication? application = null,
        Action<MqttServerOptions>? configure = null,
        TimeProvider? time = null,
        IMqttDurability? durability = null,
        ISessionStore? store = null,
        bool allDoors = false,
        System.Net.IPEndPoint? asFrom = null)
    {
        application ??= new TestApplication();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication>(application);
        if (durability is not null)
            builder.Services.AddSingleton(durability);
        if (store is not null)
            builder.Services.AddSingleton(store);
        builder.Services.AddMqttServer(configure, time ?? TimeProvider.System);
        ListenOptions? plain = null, tls = null, web = null, secureWeb = null;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            var any = System.Net.IPAddress.Loopback;
            kestrel.Listen(any, 0, listen =>
            {
                // Where the connection pretends to come from: beyond loopback there are other limits.
                if (asFrom is not null)
                {
                    listen.Use(next => connection =>
                    {
                        connection.RemoteEndPoint = asFrom;
                        return next(connection);
                    });
                }

                (plain = listen).UseMqtt();
            });
            if (!allDoors)
                return;
            kestrel.Listen(any, 0, listen => (tls = listen).UseMqtt(() => TestCertificate.Shared.Context));
            kestrel.Listen(any, 0, listen => web = listen);
            kestrel.Listen(any, 0, listen => (secureWeb = listen).UseHttps(TestCertificate.Shared.Certificate));
        });
        var host = builder.Build();
        if (allDoors)
            host.MapMqttWebSocket();
        await host.StartAsync();
        return new TestServer(host, application, plain!, tls, web, secureWeb);
    }

    public MqttClientOptions ClientOptions(string clientId = "", MqttProtocolVersion version = MqttProtocolVersion.V500)
        => new() { Port = Port, ClientId = clientId, ProtocolVersion = version };

    /// <summary>A connected client that remembers what it receives.</summary>
    public async Task<TestClient> ConnectAsync(string clientId = "", MqttProtocolVersion version = MqttProtocolVersion.V500, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var client = new TestClient(ClientOptions(clientId, version), configure);
        await client.ConnectAsync();
        return client;
    }

    /// <summary>A bare socket; nothing sent yet.</summary>
    public Task<RawPeer> OpenAsync(MqttProtocolVersion version = MqttProtocolVersion.V500) => RawPeer.OpenAsync(Port, version);

    /// <summary>A bare socket with an accepted CONNECT.</summary>
    public async Task<RawPeer> OpenConnectedAsync(string clientId, MqttProtocolVersion version = MqttProtocolVersion.V500, bool cleanStart = true, MqttWill? will = null, ushort keepAlive = 0, Action<MqttProperties>? properties = null)
    {
        var peer = await OpenAsync(version);
        var packet = new MqttConnectPacket { ProtocolVersion = version, ClientId = clientId, CleanStart = cleanStart, Will = will, KeepAliveSeconds = keepAlive };
        properties?.Invoke(packet.Properties);
        await peer.SendAsync(packet);
        peer.ConnAck = (await peer.ReceiveAsync()).ShouldBeOfType<MqttConnAckPacket>();
        peer.ConnAck.ReasonCode.ShouldBe(MqttReasonCode.Success);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
