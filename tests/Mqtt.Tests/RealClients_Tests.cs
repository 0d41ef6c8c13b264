using System.Globalization;
using System.Reflection;
using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>Clients that other people wrote.</summary>
public sealed class RealClients_Tests
{
    private static readonly string[] Versions = ["mqttv311", "mqttv5"];

    [TheoryNeeding(Need.MosquittoClients)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mosquitto_publishes_and_subscribes_in_both_versions(int qos)
    {
        await using var server = await StartAsync();
        foreach (var from in Versions)
        {
            foreach (var to in Versions)
            {
                using var subscriber = Subscribe(server, to, qos, "fm/v1/+/e1/#");
                await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 1, "it subscribes");
                (await PublishAsync(server, from, qos, "fm/v1/s/e1/telemetry", $"from {from}")).ShouldBe(0);
                var (exitCode, output, error) = await subscriber.EndAsync();
                exitCode.ShouldBe(0, error);
                output.Trim().ShouldBe($"fm/v1/s/e1/telemetry from {from}");
                await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 0, "it leaves");
            }
        }
    }

    [FactNeeding(Need.MosquittoClients)]
    public async Task Mosquitto_gets_retained_messages_and_wills()
    {
        await using var server = await StartAsync();
        foreach (var version in Versions)
        {
            (await PublishAsync(server, version, 1, "state/a", "online", "-r")).ShouldBe(0);
            using (var late = Subscribe(server, version, 1, "state/#"))
                (await late.EndAsync()).Output.Trim().ShouldBe("state/a online");
            using var watcher = Subscribe(server, version, 1, "will/#");
            await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 1, "it subscribes");
            using (var device = RealProgram.Start("mosquitto_sub", null, [.. Common(server, version), "-t", "x", "--will-topic", "will/a", "--will-payload", "offline", "--will-qos", "1"]))
            {
                await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 2, "the device is there");
                device.Kill();
            }

            (await watcher.EndAsync()).Output.Trim().ShouldBe("will/a offline");
            await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 0, "they leave");
        }
    }

    [FactNeeding(Need.MosquittoClients)]
    public async Task Mosquitto_with_a_wrong_password_is_refused()
    {
        await using var server = await StartAsync();
        foreach (var version in Versions)
        {
            var (exitCode, _, error) = await RealProgram.RunAsync("mosquitto_pub",
                "-h", "127.0.0.1", "-p", Port(server), "-V", version, "-u", "gw", "-P", "wrong", "-t", "t", "-m", "x", "-q", "1");
            exitCode.ShouldNotBe(0);
            error.ShouldNotBeEmpty();
        }

        server.Application.Publishes.ShouldBeEmpty();
    }

    [FactNeeding(Need.MosquittoClients)]
    public async Task Mosquitto_sends_ten_thousand_lines()
    {
        await using var server = await StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, 10_000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
            using var shell = RealProgram.Start("sh", null, "-c", $"mosquitto_pub {string.Join(' ', Common(server, "mqttv5"))} -t lines -q 1 -l < '{file}'");
            (await shell.EndAsync()).ExitCode.ShouldBe(0);
            server.Application.Publishes.Select(p => p.Payload).ShouldBe(Enumerable.Range(0, 10_000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [FactNeeding(Need.MosquittoClients)]
    public async Task Mosquitto_speaks_TLS_in_both_versions_and_believes_only_our_certificate()
    {
        await using var server = await StartAsync();
        string[] tls = ["--cafile", TestCertificate.Shared.File, "-h", "127.0.0.1", "-p", Text(server.TlsPort), "-u", "gw", "-P", "secret"];
        foreach (var version in Versions)
        {
            foreach (var tlsVersion in new[] { "tlsv1.2", "tlsv1.3" })
            {
                using var subscriber = RealProgram.Start("mosquitto_sub", null, [.. tls, "-V", version, "--tls-version", tlsVersion, "-C", "1", "-W", "30", "-q", "1", "-t", "tls/#"]);
                await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 1, "it subscribes");
                (await RealProgram.RunAsync("mosquitto_pub", [.. tls, "-V", version, "--tls-version", tlsVersion, "-t", "tls/a", "-m", tlsVersion, "-q", "2"])).ExitCode.ShouldBe(0);
                (await subscriber.EndAsync()).Output.Trim().ShouldBe(tlsVersion);
                await Eventually.HoldsAsync(() => server.Server.SubscriptionCount == 0, "it leaves");
            }
        }

        using var other = new TestCertificate();
        (await RealProgram.RunAsync("mosquitto_pub", "--cafile", other.File, "-h", "127.0.0.1", "-p", Text(server.TlsPort), "-t", "t", "-m", "x")).ExitCode.ShouldNotBe(0);
    }

    [TheoryNeeding(Need.Node)]
    [InlineData("mqtt", 4)]
    [InlineData("mqtt", 5)]
    [InlineData("mqtts", 5)]
    [InlineData("ws", 4)]
    [InlineData("ws", 5)]
    [InlineData("wss", 5)]
    public async Task MQTT_js_goes_through_a_whole_session(string scheme, int version)
    {
        await using var server = await StartAsync();
        var folder = typeof(RealClients_Tests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NodeClientsFolder").Value!;
        var environment = new Dictionary<string, string> { ["NODE_PATH"] = Path.Combine(folder, "node_modules") };
        var path = scheme.StartsWith("ws", StringComparison.Ordinal) ? "/mqtt" : "";
        using var session = RealProgram.Start("node", environment,
            Path.Combine(AppContext.BaseDirectory, "node", "session.cjs"), $"{scheme}://127.0.0.1:{PortOf(server, scheme)}{path}", Text(version), TestCertificate.Shared.File);
        var (exitCode, output, error) = await session.EndAsync();
        exitCode.ShouldBe(0, error);
        output.Trim().ShouldBe("OK");
    }

    [TheoryNeeding(Need.Paho)]
    [InlineData("mqtt", 4)]
    [InlineData("mqtt", 5)]
    [InlineData("mqtts", 4)]
    [InlineData("mqtts", 5)]
    [InlineData("ws", 4)]
    [InlineData("ws", 5)]
    [InlineData("wss", 5)]
    public async Task Paho_goes_through_a_whole_session(string scheme, int version)
    {
        await using var server = await StartAsync();
        using var session = RealProgram.Start(RequiredInCi.SystemPython, null,
            Path.Combine(AppContext.BaseDirectory, "python", "session.py"), scheme, Text(PortOf(server, scheme)), Text(version), TestCertificate.Shared.File);
        var (exitCode, output, error) = await session.EndAsync();
        exitCode.ShouldBe(0, error + output);
        output.Trim().ShouldBe("OK");
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(new TestApplication
    {
        OnConnect = r => r.Username == "gw" && r.Password is { } p && p.Span.SequenceEqual("secret"u8)
            ? MqttConnectDecision.Accept()
            : MqttConnectDecision.Refuse(MqttReasonCode.BadUserNameOrPassword),
        OnPublish = (_, p) => new(Encoding.UTF8.GetString(p.Topic.Span) == "refused" ? MqttPublishDecision.Reject(MqttReasonCode.PayloadFormatInvalid) : MqttPublishDecision.RouteOnly),
        OnSubscribe = filter => !filter.StartsWith("secret", StringComparison.Ordinal),
    }, allDoors: true);

    private static int PortOf(TestServer server, string scheme) => scheme switch
    {
        "mqtts" => server.TlsPort,
        "ws" => server.WebPort,
        "wss" => server.SecureWebPort,
        _ => server.Port,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static RealProgram Subscribe(TestServer server, string version, int qos, string filter)
        => RealProgram.Start("mosquitto_sub", null, [.. Common(server, version), "-v", "-C", "1", "-W", "30", "-q", qos.ToString(CultureInfo.InvariantCulture), "-t", filter]);

    private static async Task<int> PublishAsync(TestServer server, string version, int qos, string topic, string message, params string[] more)
        => (await RealProgram.RunAsync("mosquitto_pub", [.. Common(server, version), "-q", qos.ToString(CultureInfo.InvariantCulture), "-t", topic, "-m", message, .. more])).ExitCode;

    private static string[] Common(TestServer server, string version) => ["-h", "127.0.0.1", "-p", Port(server), "-V", version, "-u", "gw", "-P", "secret"];

    private static string Port(TestServer server) => server.Port.ToString(CultureInfo.InvariantCulture);
}
