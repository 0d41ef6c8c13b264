using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Facilities.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Benchmarks;

/// <summary>
/// <c>idle [--connections N] [--version 4|5]</c>: memory of clients that have connected, published once and fallen silent. The server listens in this process; the
/// clients are bare sockets of it, so that next to nothing of theirs is counted with it.
/// </summary>
internal static class IdleConnections
{
    private const int AtOnce = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        long Option(string name, long standard) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : standard;
        // Both ends are in this process, which may open 20,000 files: two thirds of the goal, and the rest is a multiple.
        var (count, version) = ((int)Option("--connections", 9_000), (byte)Option("--version", 5));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication, Listener>();
        builder.Services.AddMqttServer();
        Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions? listening = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => (listening = listen).UseMqtt()));
        await using var host = builder.Build();
        await host.StartAsync();
        var server = host.Services.GetRequiredService<MqttServer>();
        var address = listening!.IPEndPoint!;

        // Code is compiled and pools are filled before anything is measured.
        var sockets = new List<Socket>(count + AtOnce);
        for (var i = 0; i < AtOnce; i++) sockets.Add(await ConnectAsync(address, version, i));
        var before = Measure();
        for (var i = AtOnce; i < count + AtOnce; i += AtOnce)
            sockets.AddRange(await Task.WhenAll(Enumerable.Range(i, Math.Min(AtOnce, count + AtOnce - i)).Select(number => ConnectAsync(address, version, number))));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var after = Measure();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{server.ConnectedCount - AtOnce:#,0} idle connections: live heap {(after.Heap - before.Heap) / 1024d / count:0.00} KiB each, working set {(after.WorkingSet - before.WorkingSet) / 1024d / count:0.00} KiB each (client sockets of the same process among both)"));
        foreach (var socket in sockets) socket.Dispose();
        await host.StopAsync();
        return 0;
    }

    private static (long Heap, long WorkingSet) Measure()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64);
    }

    /// <summary>CONNECT, one publish of QoS 1, both answered.</summary>
    private static async Task<Socket> ConnectAsync(IPEndPoint address, byte version, int number)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        var id = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"idle-{number:D6}"));
        byte[] properties = version == 5 ? [0] : [];
        byte[] connect = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', version, 2, 0, 0, .. properties, 0, (byte)id.Length, .. id];
        byte[] publish = [0, 3, (byte)'a', (byte)'/', (byte)'b', 0, 1, .. properties, 1, 2, 3, 4];
        byte[] both = [0x10, (byte)connect.Length, .. connect, 0x32, (byte)publish.Length, .. publish];
        await socket.SendAsync(both);
        var buffer = new byte[64];
        var seen = 0;
        // PUBACK, four bytes, comes last.
        while (seen < 8 || buffer[seen - 4] != 0x40) seen += await socket.ReceiveAsync(buffer.AsMemory(seen));
        return socket;
    }

    private sealed class Listener : IMqttApplication
    {
        public ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct) => new(MqttConnectDecision.Accept());

        public ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct) => new(MqttPublishDecision.Accept(0));

        public bool MaySubscribe(IMqttSessionContext session, string filter) => true;

        public void Disconnected(IMqttSessionContext session, MqttDisconnectReason why)
        {
        }
    }
}
