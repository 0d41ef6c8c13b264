using System.Diagnostics;

namespace Facilities.Simulator.Load;

/// <summary>Drives the connections of a load run. Knows nothing of provisioning or of the store.</summary>
internal sealed class LoadRun(LoadOptions options, IReadOnlyList<string> assetCodes, TimeProvider siteClock)
{
    private LoadConnection[] _connections = [];

    public long Sent => _connections.Sum(connection => connection.Sent);

    public long Acknowledged => _connections.Sum(connection => connection.Acknowledged);

    /// <exception cref="LoadException">The server refused, closed or broke the protocol.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken ct)
    {
        var packets = assetCodes.Select((code, index) => new LoadPacket(options.Site, code, index)).ToArray();
        _connections = [.. Enumerable.Range(0, options.Connections).Select(number => new LoadConnection(
            options.Broker, $"load-{Environment.ProcessId}-{number}", [.. packets.Where((_, index) => index % options.Connections == number)], options.Window, siteClock))];
        using var receiving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] receivers = [];
        try
        {
            await Task.WhenAll(_connections.Select(connection => connection.ConnectAsync(ct)));
            receivers = [.. _connections.Select(connection => connection.ReceiveAsync(receiving.Token))];
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var senders = Task.WhenAll(_connections.Select(connection =>
                connection.SendAsync(start, options.Duration, options.Rate / options.Connections, sending.Token)));
            await EndedAsync(senders, receivers, sending);
            var patience = Task.WhenAll(_connections.Select(connection => connection.DrainAsync(options.Patience, ct)));
            await EndedAsync(patience, receivers, sending);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            foreach (var connection in _connections) await connection.DisconnectAsync(ct);
            return Report(packets, seconds, cpu);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new LoadException($"A connection broke: {e.Message}");
        }
        finally
        {
            await receiving.CancelAsync();
            await Task.WhenAll(receivers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var connection in _connections) connection.Dispose();
        }
    }

    /// <summary>Waits for the work, or for the first receiver that fails.</summary>
    private static async Task EndedAsync(Task work, Task[] receivers, CancellationTokenSource sending)
    {
        var first = await Task.WhenAny([work, .. receivers]);
        if (first != work) await sending.CancelAsync();
        await first;
        await work;
    }

    private LoadReport Report(LoadPacket[] packets, double seconds, TimeSpan cpu)
    {
        var latency = new LatencyHistogram();
        foreach (var connection in _connections) latency.Add(connection.Latency);
        return new LoadReport
        {
            Assets = assetCodes.Count,
            Connections = options.Connections,
            RequestedRate = options.Rate,
            Seconds = seconds,
            WireBytes = packets.Max(packet => packet.LongestLength),
            Sent = Sent,
            Acknowledged = Acknowledged,
            AckP50Micros = latency.Percentile(0.5),
            AckP99Micros = latency.Percentile(0.99),
            AckMaximumMicros = latency.MaximumMicros,
            GeneratorCpuSeconds = cpu.TotalSeconds,
        };
    }
}
