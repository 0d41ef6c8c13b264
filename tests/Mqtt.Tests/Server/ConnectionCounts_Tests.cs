using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Facilities.Mqtt.Tests;

/// <summary>Every connection that comes is counted once: accepted, or refused with a reason.</summary>
public sealed class ConnectionCounts_Tests
{
    [Fact]
    public async Task Opened_is_accepted_and_refused_with_the_reason_of_each()
    {
        await using var server = await TestServer.StartAsync(new TestApplication
        {
            OnConnect = r => r.ClientId == "stranger" ? MqttConnectDecision.Refuse(MqttReasonCode.BadUserNameOrPassword) : MqttConnectDecision.Accept(),
        }, allDoors: true);
        await using (await server.OpenConnectedAsync("good"))
        {
        }

        await using (var stranger = await server.OpenAsync())
        {
            await stranger.SendAsync(new MqttConnectPacket { ProtocolVersion = MqttProtocolVersion.V500, ClientId = "stranger" });
            await stranger.ReceiveAsync<MqttConnAckPacket>();
        }

        await using (var noise = await server.OpenAsync())
        {
            await noise.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            await noise.ReceiveOrEndAsync();
        }

        await using (await server.OpenAsync())
        {
        }

        using (var plain = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await plain.ConnectAsync(IPAddress.Loopback, server.TlsPort);
            await plain.SendAsync("this is no handshake, and it is long enough to be one"u8.ToArray());
        }

        using (var secured = new TcpClient())
        {
            await secured.ConnectAsync(IPAddress.Loopback, server.TlsPort);
            await using var tls = new SslStream(secured.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = static (_, shown, _, _) => shown?.GetCertHashString() == TestCertificate.Shared.Certificate.GetCertHashString(),
                ApplicationProtocols = [new SslApplicationProtocol("mqtt")],
            });
            server.Server.Statistics.Refused.Values.Sum().ShouldBeLessThan(6);
        }

        await Eventually.HoldsAsync(() => server.Server.Statistics is var s && s.Opened == 6 && s.Opened == s.Accepted + s.Refused.Values.Sum(), "all are counted");
        var counted = server.Server.Statistics;
        counted.Accepted.ShouldBe(1);
        counted.Refused[nameof(MqttReasonCode.BadUserNameOrPassword)].ShouldBe(1);
        counted.Refused[nameof(ConnectRefusal.TlsFailed)].ShouldBe(1);
        counted.Refused[nameof(ConnectRefusal.Gone)].ShouldBe(2);
        // 0x47: a PUBACK with flags that it hasn't.
        counted.Refused[nameof(MqttReasonCode.MalformedPacket)].ShouldBe(1);
    }

    [Fact]
    public async Task One_address_has_its_limit_and_is_let_in_again_when_it_leaves()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.MaximumConnectionsPerAddress = 2, asFrom: new IPEndPoint(IPAddress.Parse("192.0.2.7"), 4_000));
        await using var a = await server.OpenConnectedAsync("a");
        await using (await server.OpenConnectedAsync("b"))
        {
            await Should.ThrowAsync<Exception>(() => server.OpenConnectedAsync("refused"));
        }

        await Eventually.HoldsAsync(() => server.Server.OpenCount == 1, "one has left");
        await using var c = await server.OpenConnectedAsync("c");
        server.Server.Statistics.Refused[nameof(ConnectRefusal.TooManyFromAddress)].ShouldBe(1);
    }

    [Fact]
    public async Task A_handshake_that_doesnt_come_is_given_up()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), allDoors: true);
        foreach (var port in new[] { server.Port, server.TlsPort })
        {
            await using var silent = await RawPeer.OpenAsync(port, MqttProtocolVersion.V500);
            (await silent.ReceiveOrEndAsync()).ShouldBeNull();
        }

        await Eventually.HoldsAsync(() => server.Server.Statistics.Refused.Values.Sum() == 2, "both are counted");
        server.Server.Statistics.Refused.Keys.ShouldBe([nameof(ConnectRefusal.ConnectTimeout), nameof(ConnectRefusal.TlsFailed)], ignoreOrder: true);
    }
}
