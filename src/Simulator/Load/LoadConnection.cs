using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Facilities.Simulator.Hosting;

namespace Facilities.Simulator.Load;

/// <summary>
/// One connection of the load generator: raw MQTT 3.1.1 on a socket, ready-made packets, QoS 1 with a window. A message costs a copy and a
/// few patched digits, so that what is measured is the server. One sending and one receiving loop.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private static readonly byte[] Disconnect = [0xE0, 0x00];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly BrokerEndpoint _broker;
    private readonly string _clientId;
    private readonly LoadPacket[] _packets;
    private readonly TimeProvider _siteClock;
    private readonly int _window;
    private readonly long[] _sentAt;
    private readonly SemaphoreSlim _room = new(0);
    private long _sent;
    private long _acked;
    private int _waiting;

    public LoadConnection(BrokerEndpoint broker, string clientId, LoadPacket[] packets, int window, TimeProvider siteClock)
    {
        (_broker, _clientId, _packets, _window, _siteClock) = (broker, clientId, packets, window, siteClock);
        _sentAt = new long[window];
    }

    public LatencyHistogram Latency { get; } = new();

    public long Sent => Volatile.Read(ref _sent);

    public long Acknowledged => Volatile.Read(ref _acked);

    /// <exception cref="LoadException">Refused or not reachable.</exception>
    public async Task ConnectAsync(CancellationToken ct)
    {
        try
        {
            await _socket.ConnectAsync(_broker.Host, _broker.Port, ct);
            await SendAllAsync(ConnectPacket(), ct);
            var reply = new byte[4];
            for (var read = 0; read < reply.Length;)
            {
                var more = await _socket.ReceiveAsync(reply.AsMemory(read), ct);
                if (more == 0) throw new LoadException("The server closed the connection instead of accepting it.");
                read += more;
            }
            if (reply[0] != 0x20 || reply[3] != 0) throw new LoadException($"The server refused the connection (return code {reply[3]}).");
        }
        catch (SocketException e)
        {
            throw new LoadException($"{_broker.Host}:{_broker.Port} can't be reached: {e.Message}");
        }
    }

    /// <summary>Sends until the end, at a share of the rate or as fast as the window allows.</summary>
    /// <param name="startTimestamp">Common start of all connections (<see cref="Stopwatch"/>).</param>
    /// <param name="duration">From the start.</param>
    /// <param name="rate">Messages per second of this connection; 0: as many as possible.</param>
    /// <param name="ct">Ends early.</param>
    public async Task SendAsync(long startTimestamp, TimeSpan duration, double rate, CancellationToken ct)
    {
        var buffer = new byte[BufferBytes];
        var longest = _packets.Max(packet => packet.LongestLength);
        var ticksPerMessage = rate > 0 ? Stopwatch.Frequency / rate : 0;
        var end = startTimestamp + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var next = 0;
        while (!ct.IsCancellationRequested)
        {
            var now = Stopwatch.GetTimestamp();
            if (now >= end) return;
            var due = rate > 0 ? (long)((now - startTimestamp) / ticksPerMessage) + 1 - _sent : long.MaxValue;
            var room = _window - (_sent - Volatile.Read(ref _acked));
            var count = (int)Math.Min(Math.Min(due, room), BufferBytes / longest);
            if (count <= 0)
            {
                if (room <= 0) await WaitForRoomAsync(ct);
                else await Task.Delay(1, ct);
                continue;
            }
            var length = 0;
            var unixMs = _siteClock.GetUtcNow().ToUnixTimeMilliseconds();
            for (var i = 0; i < count; i++)
            {
                var slot = (int)(_sent % _window);
                // At a fixed rate latency counts from when the message was due: a stalled server can't hide its stall.
                _sentAt[slot] = rate > 0 ? startTimestamp + (long)(_sent * ticksPerMessage) : now;
                length += _packets[next].Write(buffer.AsSpan(length), unixMs, (ushort)(slot + 1));
                next = next + 1 == _packets.Length ? 0 : next + 1;
                Volatile.Write(ref _sent, _sent + 1);
            }
            await SendAllAsync(buffer.AsMemory(0, length), ct);
        }
    }

    /// <summary>Takes acknowledgements until cancelled or the server closes.</summary>
    /// <exception cref="LoadException">The server closed, or answered something else.</exception>
    public async Task ReceiveAsync(CancellationToken ct)
    {
        var buffer = new byte[BufferBytes];
        var kept = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(kept), ct);
            if (read == 0) throw new LoadException("The server closed the connection.");
            kept += read;
            var taken = Take(buffer.AsSpan(0, kept));
            buffer.AsSpan(taken, kept - taken).CopyTo(buffer);
            kept -= taken;
            if (Interlocked.Exchange(ref _waiting, 0) == 1) _room.Release();
        }
    }

    /// <summary>Waits until everything sent is acknowledged.</summary>
    /// <returns>False when time ran out.</returns>
    public async Task<bool> DrainAsync(TimeSpan patience, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (Acknowledged < Sent)
        {
            if (Stopwatch.GetElapsedTime(since) > patience) return false;
            await Task.Delay(5, ct);
        }
        return true;
    }

    public async Task DisconnectAsync(CancellationToken ct)
    {
        await SendAllAsync(Disconnect, ct);
        _socket.Shutdown(SocketShutdown.Send);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _room.Dispose();
    }

    /// <returns>Bytes used up; a rest of up to three waits for more.</returns>
    private int Take(ReadOnlySpan<byte> bytes)
    {
        var now = Stopwatch.GetTimestamp();
        var at = 0;
        var acked = _acked;
        for (; bytes.Length - at >= 4; at += 4)
        {
            // PUBACK, remaining length 2; MQTT 3.1.1 §4.6 has them in the order of the PUBLISHes.
            if (bytes[at] != 0x40 || bytes[at + 1] != 2) throw new LoadException($"The server sent packet type {bytes[at] >> 4} instead of an acknowledgement.");
            var slot = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) - 1;
            if (slot != acked % _window) throw new LoadException("The server acknowledged out of order.");
            Latency.Record((now - _sentAt[slot]) * 1_000_000 / Stopwatch.Frequency);
            acked++;
        }
        Volatile.Write(ref _acked, acked);
        return at;
    }

    private async Task WaitForRoomAsync(CancellationToken ct)
    {
        Volatile.Write(ref _waiting, 1);
        Interlocked.MemoryBarrier();
        // Room may have come between the look and the flag.
        if (_sent - Volatile.Read(ref _acked) < _window && Interlocked.Exchange(ref _waiting, 0) == 1) return;
        await _room.WaitAsync(ct);
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes, ct)..];
    }

    /// <summary>CONNECT of MQTT 3.1.1, clean session, no keep alive.</summary>
    private byte[] ConnectPacket()
    {
        var body = new List<byte>();
        AddText(body, "MQTT");
        var flags = 0x02 | (_broker.UserName is null ? 0 : 0x80) | (_broker.Password is null ? 0 : 0x40);
        body.AddRange([4, (byte)flags, 0, 0]);
        AddText(body, _clientId);
        if (_broker.UserName is not null) AddText(body, _broker.UserName);
        if (_broker.Password is not null) AddText(body, _broker.Password);
        var length = body.Count;
        return length < 128 ? [0x10, (byte)length, .. body] : [0x10, (byte)((length & 0x7F) | 0x80), (byte)(length >> 7), .. body];
    }

    private static void AddText(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        body.Add((byte)(bytes.Length >> 8));
        body.Add((byte)bytes.Length);
        body.AddRange(bytes);
    }
}
