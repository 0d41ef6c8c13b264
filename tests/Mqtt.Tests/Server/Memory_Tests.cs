namespace Facilities.Mqtt.Tests;

/// <summary>What a peer can make the server keep in memory.</summary>
[Collection(nameof(Undisturbed))]
public sealed class Memory_Tests
{
    [Fact]
    public async Task A_flood_of_pings_without_reading_stops_being_read()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await server.OpenConnectedAsync("flood");
        await using var good = await server.OpenConnectedAsync("good");
        var pings = Enumerable.Repeat(new byte[] { 0xC0, 0 }, 32 * 1024).SelectMany(p => p).ToArray();
        peer.Socket.SendTimeout = 500;
        peer.Socket.Blocking = true;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sent = 0;
        try
        {
            // 64 MiB of answers would have to be kept somewhere if nobody pushed back.
            for (; sent < 1024; sent++)
                peer.Socket.Send(pings);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The pipe is full: that is the back-pressure.
        }

        sent.ShouldBeLessThan(1024);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(16 * 1024 * 1024);
        await good.ShouldBeAliveAsync();
    }
}
