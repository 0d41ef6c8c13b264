using System.Net;
using System.Net.Sockets;

namespace Facilities.Mqtt.Tests;

/// <summary>Accepts one client and says what the test tells it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _socket;
    private string _received = "";

    public ScriptedServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Everything received, in hexadecimal.</summary>
    public string Received => Volatile.Read(ref _received);

    public async Task<ScriptedServer> AcceptAsync()
    {
        _socket = await _listener.AcceptSocketAsync();
        _ = CollectAsync(_socket);
        return this;
    }

    public Task<int> SendAsync(string bytes) => _socket!.SendAsync(PacketCatalogue.Bytes(bytes));

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CollectAsync(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
                Volatile.Write(ref _received, _received + Convert.ToHexString(buffer, 0, read));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
