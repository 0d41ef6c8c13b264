using System.Net;
using System.Net.Sockets;

namespace Facilities.Mqtt.Tests;

/// <summary>A peer that sends what it likes, byte by byte if it must, and decodes what comes back.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly MqttProtocolVersion _version;
    private byte[] _buffer = new byte[4096];
    private int _filled;

    private RawPeer(Socket socket, MqttProtocolVersion version)
    {
        _socket = socket;
        _version = version;
    }

    public MqttConnAckPacket? ConnAck { get; set; }

    public Socket Socket => _socket;

    public static async Task<RawPeer> OpenAsync(int port, MqttProtocolVersion version)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawPeer(socket, version);
    }

    public static byte[] Encode(MqttPacket packet, MqttProtocolVersion version)
    {
        using var buffer = new MqttPacketBuffer();
        MqttPacketEncoder.Encode(buffer, packet, version);
        return buffer.Written.ToArray();
    }

    public Task SendAsync(MqttPacket packet) => SendAsync(Encode(packet, _version));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>The next packet, or null when the server has closed.</summary>
    public async Task<MqttPacket?> ReceiveOrEndAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            if (MqttFixedHeader.TryRead(_buffer.AsSpan(0, _filled), int.MaxValue, _version, out var header) && _filled >= header.TotalLength)
            {
                var packet = MqttPacketDecoder.Decode(header.FirstByte, _buffer.AsSpan(header.Length, header.RemainingLength), _version, MqttPeer.Server);
                _buffer.AsSpan(header.TotalLength, _filled - header.TotalLength).CopyTo(_buffer);
                _filled -= header.TotalLength;
                return packet;
            }

            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            int read;
            try
            {
                read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), patience.Token);
            }
            catch (SocketException)
            {
                return null;
            }

            if (read == 0)
                return null;
            _filled += read;
        }
    }

    public async Task<MqttPacket> ReceiveAsync() => await ReceiveOrEndAsync() ?? throw new IOException("The server closed the connection");

    public async Task<T> ReceiveAsync<T>()
        where T : MqttPacket => (await ReceiveAsync()).ShouldBeOfType<T>();

    /// <summary>MQTT 5: DISCONNECT with this code, then the end. 3.1.1: just the end.</summary>
    public async Task ShouldBeDisconnectedAsync(MqttReasonCode code)
    {
        if (_version == MqttProtocolVersion.V500)
            (await ReceiveAsync<MqttDisconnectPacket>()).ReasonCode.ShouldBe(code);
        (await ReceiveOrEndAsync()).ShouldBeNull();
    }

    /// <summary>The connection lives: a ping is answered next.</summary>
    public async Task ShouldBeAliveAsync()
    {
        await SendAsync(new MqttPingReqPacket());
        await ReceiveAsync<MqttPingRespPacket>();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
