using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Facilities.Mqtt;

namespace Facilities.Ingest.Tests.Influx;

/// <summary>
/// Elevators' gateways that send numbered messages at a steady rate over a real connection, remember which were acknowledged, and send the others again when the connection
/// breaks. Every message of an elevator has a time of its own, so that each can be found in the store and none can hide another.
/// </summary>
/// <param name="port">Where to connect; null while nobody listens.</param>
/// <param name="codeOf">Code of the elevator with this number, at site <c>yulan</c>.</param>
internal sealed class NumberedLoad(Func<int?> port, int elevators, int perSecond, Func<int, string> codeOf)
{
    private readonly ConcurrentDictionary<int, byte> _open = new();
    private readonly ConcurrentDictionary<int, byte> _acknowledged = new();
    private readonly long _originUnixMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 50_000;
    private int _sent;

    /// <summary>Numbers of all messages that were acknowledged.</summary>
    public ICollection<int> Acknowledged => _acknowledged.Keys;

    /// <summary>Messages sent so far: number of the next one.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public int AcknowledgedCount => _acknowledged.Count;

    /// <summary>Event time of a message: the messages of one elevator are 1 ms apart at the least, and the clock stays just behind the real one.</summary>
    public long TimeOf(int number) => _originUnixMs + (long)(number / elevators * (1000.0 * elevators / perSecond));

    /// <summary>Sends until <paramref name="count"/> messages are acknowledged, however often the connection breaks.</summary>
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        while (_acknowledged.Count < count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (port() is { } listening) await SendAsync(listening, count, cancellationToken);
            }
            catch (MqttConnectionException)
            {
                // The service is dead, or not up again yet.
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task SendAsync(int listening, int count, CancellationToken cancellationToken)
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = listening, ClientId = "numbered-load", MaximumInFlight = 5_000 });
        await client.ConnectAsync(cancellationToken);
        foreach (var number in _open.Keys.Order()) _ = PublishAsync(client, number);
        var began = Stopwatch.GetTimestamp();
        var before = _sent;
        while (client.IsConnected && (_sent < count || !_open.IsEmpty))
        {
            var due = Math.Min(count, before + (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond));
            for (; _sent < due; _sent++)
            {
                _open[_sent] = 0;
                _ = PublishAsync(client, _sent);
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    private async Task PublishAsync(MqttClient client, int number)
    {
        try
        {
            var payload = string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"ts":{{{TimeOf(number)}}},"values":{"seq":{{{number / elevators}}},"car_speed":1.5,"in_door_zone":true,"door_state":"closed","lock_circuit":true,"occupied":true,"mode":"normal"}}""");
            var answer = await client.PublishAsync($"fm/v1/yulan/{codeOf(number % elevators)}/telemetry", Encoding.UTF8.GetBytes(payload));
            if (answer != MqttReasonCode.Success) return;
            _acknowledged[number] = 0;
            _open.TryRemove(number, out _);
        }
        catch (Exception e) when (e is MqttConnectionException or ObjectDisposedException)
        {
            // Stays open and is sent again.
        }
    }
}
