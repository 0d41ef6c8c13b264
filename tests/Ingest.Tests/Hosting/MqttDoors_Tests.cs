using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>TLS from files that change, WebSocket, and the publish rate of credentials, in the running service.</summary>
public sealed class MqttDoors_Tests : ServiceFacts
{
    private readonly TempFolder _files = new();

    [Fact]
    public async Task Devices_speak_TLS_1_2_and_1_3_and_nothing_older()
    {
        var (certificate, key, thumbprint) = Make("one");
        await using var service = await StartAsync("--Mqtt:Tls:Port", "0", "--Mqtt:Tls:Certificate", certificate, "--Mqtt:Tls:Key", key);
        foreach (var protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
            (await HandshakeAsync(service, protocol)).ShouldBe((thumbprint, protocol));
#pragma warning disable SYSLIB0039, CA5397 // That they are refused is what is tested.
        await Should.ThrowAsync<Exception>(() => HandshakeAsync(service, SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
        service.Status.CertificateEndsAt.ShouldNotBeNull();
        service.Status.Alarms.ShouldContain(IngestAlarms.CertificateEnding);
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_without_a_restart_and_a_bad_one_changes_nothing()
    {
        var (certificate, key, first) = Make("first");
        var (nextCertificate, nextKey, next) = Make("next");
        await using var service = await StartAsync("--Mqtt:Tls:Port", "0", "--Mqtt:Tls:Certificate", certificate, "--Mqtt:Tls:Key", key);
        await using var open = await service.ConnectAsync();

        // Half way through a renewal: the key isn't that of the certificate.
        File.Copy(nextCertificate, certificate, overwrite: true);
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.CertificateUnusable), "the page says so");
        (await HandshakeAsync(service, SslProtocols.Tls13)).Thumbprint.ShouldBe(first);

        File.Copy(nextKey, key, overwrite: true);
        await Eventually.HoldsAsync(() => !service.Status.Alarms.Contains(IngestAlarms.CertificateUnusable), "it is whole now");
        (await HandshakeAsync(service, SslProtocols.Tls13)).Thumbprint.ShouldBe(next);
        open.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_PKCS12_file_with_its_password_will_do_and_the_plain_port_may_be_closed()
    {
        var (certificate, key, thumbprint) = Make("pfx");
        using (var pem = X509Certificate2.CreateFromPemFile(certificate, key))
            File.WriteAllBytes(_files.File("one.pfx"), pem.Export(X509ContentType.Pkcs12, "sesame"));
        File.WriteAllText(_files.File("password"), "sesame\n");
        await using var service = await RunningService.StartAsync(
            Folder.Path, "--Mqtt:Port", "none", "--Mqtt:Tls:Port", "0", "--Mqtt:Tls:Certificate", _files.File("one.pfx"), "--Mqtt:Tls:PasswordFile", _files.File("password"));
        (await HandshakeAsync(service, SslProtocols.Tls13)).Thumbprint.ShouldBe(thumbprint);
        service.Services.GetRequiredService<BoundEndpoints>().HasMqtt.ShouldBeFalse();
    }

    [Fact]
    public void What_doesnt_fit_together_is_told_by_its_key()
    {
        var (certificate, key, _) = Make("one");
        var (_, otherKey, _) = Make("other");
        Failure(("Mqtt:Tls:Port", "8883")).ShouldStartWith("Mqtt:Tls:Port");
        Failure(("Mqtt:Tls:Certificate", certificate), ("Mqtt:Tls:Key", key)).ShouldStartWith("Mqtt:Tls:Port");
        Failure(("Mqtt:Tls:Port", "8883"), ("Mqtt:Tls:Certificate", certificate)).ShouldStartWith("Mqtt:Tls:Key");
        Failure(("Mqtt:Tls:Port", "8883"), ("Mqtt:Tls:Certificate", certificate), ("Mqtt:Tls:Key", otherKey)).ShouldStartWith("Mqtt:Tls:Certificate");
        Failure(("Mqtt:Port", "none")).ShouldStartWith("Mqtt:Port");
        FacilitiesSettingsReader.Read(Options(("Mqtt:Tls:Port", "8883"), ("Https:Certificate", certificate), ("Https:Key", key))).Mqtt.Tls!.Port.ShouldBe(8883);
    }

    /// <summary>What refuses is the count at the gate, before a handshake; a connection is of a transport only behind it.</summary>
    [Fact]
    public async Task Connections_that_never_finish_their_handshake_fill_the_doors_and_raise_the_alarm()
    {
        var (certificate, key, _) = Make("one");
        await using var service = await StartAsync("--Mqtt:Tls:Port", "0", "--Mqtt:Tls:Certificate", certificate, "--Mqtt:Tls:Key", key, "--Mqtt:MaximumConnections", "2");
        service.Status.Alarms.ShouldNotContain(IngestAlarms.DoorsFull);
        using TcpClient one = new(), two = new();
        foreach (var silent in new[] { one, two }) await silent.ConnectAsync(service.Services.GetRequiredService<BoundEndpoints>().MqttTls);
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.DoorsFull), "both are at the gate");
        (service.Status.Doors.Open, service.Status.Doors.OpenByTransport.Values.Sum()).ShouldBe((2, 0));
        one.Close();
        await Eventually.HoldsAsync(() => !service.Status.Alarms.Contains(IngestAlarms.DoorsFull), "there is room again");
    }

    [Fact]
    public void One_full_server_of_two_is_told()
    {
        var sum = MqttStatistics.Sum([new MqttStatistics { Open = 2, MaximumConnections = 2, IsFull = true }, new MqttStatistics { Open = 0, MaximumConnections = 2 }]);
        (sum.Open, sum.MaximumConnections, sum.IsFull).ShouldBe((2, 4, true));
    }

    [Fact]
    public async Task MQTT_is_spoken_over_WebSocket_on_the_web_port()
    {
        await using var service = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new UriBuilder(service.Http.BaseAddress!) { Scheme = "ws", Path = "/mqtt" }.Uri, default);
        // CONNECT of 3.1.1, clean session, client identifier "w".
        await socket.SendAsync(new byte[] { 0x10, 13, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, 0, 1, (byte)'w' }, WebSocketMessageType.Binary, true, default);
        var answer = new byte[16];
        var result = await socket.ReceiveAsync(answer.AsMemory(), default);
        Convert.ToHexString(answer, 0, result.Count).ShouldBe("20020000");
        service.Status.Doors.OpenByTransport["WebSocket"].ShouldBe(1);
    }

    [Fact]
    public async Task A_device_credential_has_a_publish_rate_and_a_gateways_is_higher()
    {
        var secret = DeviceSecret.Create();
        await using (var db = Database.Open())
        {
            db.Add(new DeviceCredential { UserName = "device-1", SecretHash = DeviceSecret.Hash(secret), SiteCode = "yulan", AssetCode = "e-00000", CreatedAt = TimeProvider.System.GetUtcNow() });
            db.Add(new DeviceCredential { UserName = "gateway-1", SecretHash = DeviceSecret.Hash(secret), SiteCode = "yulan", CreatedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        await using var service = await StartAsync("--Mqtt:DevicePublishesPerSecond", "2", "--Mqtt:SitePublishesPerSecond", "1000");
        foreach (var (user, held) in new[] { ("gateway-1", 0), ("device-1", 1) })
        {
            await using var client = await service.ConnectAsync(options => options with { Username = user, Password = secret });
            // Ten seconds' worth come at once.
            for (var i = 0; i < 21; i++)
                await client.PublishAsync("fm/v1/yulan/e-00000/telemetry", "{\"values\":{\"trips\":1}}"u8.ToArray());
            service.Status.Doors.PublishesHeldBack.ShouldBe(held);
        }

        service.Status.Messages.ShouldBe(42);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _files.Dispose();
    }

    private static async Task<(string Thumbprint, SslProtocols Protocol)> HandshakeAsync(RunningService service, SslProtocols protocol)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(service.Services.GetRequiredService<BoundEndpoints>().MqttTls);
        string? thumbprint = null;
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, shown, _, _) => (thumbprint = ((X509Certificate2)shown!).Thumbprint) is not null,
        });
        // MQTT behind it: a ping first is a broken rule, and the end.
        await tls.WriteAsync(new byte[] { 0xC0, 0 });
        (await tls.ReadAsync(new byte[16])).ShouldBe(0);
        return (thumbprint!, tls.SslProtocol);
    }

    private string Failure(params (string Key, string Value)[] options) => Should.Throw<OptionsValidationException>(() => FacilitiesSettingsReader.Read(Options(options))).Failures.ShouldHaveSingleItem();

    private IConfiguration Options(params (string Key, string Value)[] options) =>
        new ConfigurationBuilder().AddInMemoryCollection(options.Append(("Data:Path", _files.Path)).Select(option => KeyValuePair.Create(option.Item1, (string?)option.Item2))).Build();

    private (string Certificate, string Key, string Thumbprint) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (_files.File(name + ".pem"), _files.File(name + ".key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile, certificate.Thumbprint);
    }
}
