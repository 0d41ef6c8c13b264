using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Facilities.Mqtt.Tests;

/// <summary>
/// Feeds streams to the codec (as server and as client) and to sessions of one server, several at a time. What must hold: nothing but
/// <see cref="MqttProtocolException"/> ends a connection from inside, every connection ends, every answer is MQTT of its version, a broken rule of an accepted
/// 5.0 client is answered by DISCONNECT with a reason code, and memory stays.
/// </summary>
internal sealed class FuzzRun : IMqttApplication, ILoggerFactory, ILogger, IDisposable
{
    private const int MostFailures = 20;

    /// <summary>Nothing in a stream takes longer than the takeover of a session, which has five seconds.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly FuzzStreams _streams;
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<MqttReasonCode, long> _refusals = new();
    private readonly MqttServer _server;
    private readonly TestMeters _meters = new();
    private readonly int _seed;
    private long _next;
    private long _bytes;

    public FuzzRun(int seed)
    {
        _seed = seed;
        _streams = new FuzzStreams(seed);
        var options = new MqttServerOptions { MaximumSessions = 200, MaximumConnections = 200, MaximumRetainedMessages = 500, MaximumQueuedMessages = 100, MaximumSubscriptionsPerSession = 50 };
        _server = new MqttServer(this, new EverythingIsDurable(), new InMemorySessionStore(), Options.Create(options), new MqttMetrics(_meters), this, TimeProvider.System);
    }

    /// <summary>Sends streams 0 to <paramref name="count"/> − 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="workers">At a time.</param>
    /// <param name="progress">Told the number done, about once a second.</param>
    public async Task<FuzzReport> RunAsync(long count, int workers, Action<long>? progress = null)
    {
        await _server.StartAsync(default);
        var clock = Stopwatch.StartNew();
        long heapFirst = 0;
        var running = Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(count))).ToArray();
        var all = Task.WhenAll(running);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(1_000));
            var done = Math.Min(count, Interlocked.Read(ref _next));
            progress?.Invoke(done);
            if (heapFirst == 0 && done >= count / 10) heapFirst = GC.GetTotalMemory(forceFullCollection: true);
        }

        await all;
        var heapLast = GC.GetTotalMemory(forceFullCollection: true);
        await _server.StopAsync(default);
        return new FuzzReport(count, _bytes, clock.Elapsed, _refusals.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value), heapFirst == 0 ? heapLast : heapFirst, heapLast, _failures);
    }

    public void Dispose()
    {
        _server.Dispose();
        _meters.Dispose();
    }

    ValueTask<MqttConnectDecision> IMqttApplication.ConnectAsync(MqttConnectRequest request, CancellationToken ct) => new(MqttConnectDecision.Accept(new Outcome()));

    ValueTask<MqttPublishDecision> IMqttApplication.PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct)
        => new((publish.Payload.Length & 3) == 0 ? MqttPublishDecision.Reject(MqttReasonCode.PayloadFormatInvalid) : MqttPublishDecision.RouteOnly);

    bool IMqttApplication.MaySubscribe(IMqttSessionContext session, string filter) => filter.Length % 5 != 0;

    void IMqttApplication.Disconnected(IMqttSessionContext session, MqttDisconnectReason why) => Current.Value?.Note(why);

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error) Fail(-1, $"{formatter(state, exception)}: {exception}");
    }

    private static AsyncLocal<Outcome?> Current { get; } = new();

    private async Task WorkAsync(long count)
    {
        while (_failures.Count < MostFailures)
        {
            var index = Interlocked.Increment(ref _next) - 1;
            if (index >= count) return;
            await SendAsync(index);
        }
    }

    private async Task SendAsync(long index)
    {
        var (bytes, cut, version) = _streams.Make(index);
        Interlocked.Add(ref _bytes, bytes.Length);
        Decode(index, bytes, version);
        var outcome = new Outcome();
        Current.Value = outcome;
        var transport = new FuzzTransport();
        var run = _server.RunAsync(transport);
        try
        {
            await transport.SendAsync(bytes, cut);
            await run.WaitAsync(Hang);
        }
        catch (TimeoutException)
        {
            Fail(index, "hangs");
            return;
        }
#pragma warning disable CA1031 // Whatever it is, it is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(index, e.ToString());
            return;
        }

        Judge(index, transport.Answers(), outcome);
    }

    /// <summary>The codec alone, as either side reads it.</summary>
    private void Decode(long index, byte[] bytes, MqttProtocolVersion version)
    {
        for (var peer = MqttPeer.Client; peer <= MqttPeer.Server; peer++)
        {
            byte[]? gathered = null;
            try
            {
                var rest = new ReadOnlySequence<byte>(bytes);
                while (MqttFrameReader.TryRead(ref rest, 1 << 20, version, out var header, out var body, out gathered))
                    MqttPacketDecoder.Decode(header.FirstByte, body.Span, version, peer);
            }
            catch (MqttProtocolException)
            {
                // The one way to refuse.
            }
#pragma warning disable CA1031 // Whatever it is, it is what is looked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Fail(index, $"decoding as from {peer}: {e}");
            }

            if (gathered is not null) ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    private void Judge(long index, byte[] answers, Outcome outcome)
    {
        // Which version the server took it for stands in what was read, not in what was meant.
        var accepted = false;
        MqttReasonCode? last = null;
        foreach (var version in new[] { MqttProtocolVersion.V500, MqttProtocolVersion.V311 })
        {
            if (TryRead(answers, version, out accepted, out last)) break;
            if (version == MqttProtocolVersion.V311) Fail(index, $"answered {Convert.ToHexString(answers.AsSpan(0, Math.Min(answers.Length, 200)))}");
        }

        if (last is { } code) _refusals.AddOrUpdate(code, 1, static (_, count) => count + 1);
        // CONNACK of 5.0 is longer than four bytes.
        var isV5 = answers.Length > 1 && answers[0] == 0x20 && answers[1] > 2;
        if (accepted && isV5 && outcome.Why == MqttDisconnectReason.ProtocolError && last is null) Fail(index, "refused without a reason code");
        if (outcome.Why == MqttDisconnectReason.Application) Fail(index, "ended by an exception");
    }

    private static bool TryRead(byte[] answers, MqttProtocolVersion version, out bool accepted, out MqttReasonCode? refusal)
    {
        (accepted, refusal) = (false, null);
        var rest = answers.AsSpan();
        try
        {
            while (!rest.IsEmpty)
            {
                if (!MqttFixedHeader.TryRead(rest, int.MaxValue, version, out var header) || rest.Length < header.TotalLength) return false;
                switch (MqttPacketDecoder.Decode(header.FirstByte, rest.Slice(header.Length, header.RemainingLength), version, MqttPeer.Server))
                {
                    case MqttConnAckPacket connAck:
                        accepted = connAck.ReasonCode == MqttReasonCode.Success;
                        if (!accepted) refusal = connAck.ReasonCode;
                        break;
                    case MqttDisconnectPacket disconnect:
                        refusal = disconnect.ReasonCode;
                        break;
                }

                rest = rest[header.TotalLength..];
            }

            return true;
        }
        catch (MqttProtocolException)
        {
            return false;
        }
    }

    private void Fail(long index, string what)
    {
        if (_failures.Count < MostFailures) _failures.Enqueue($"seed {_seed}, stream {index}: {what}");
    }

    /// <summary>How the server says that the connection ended.</summary>
    private sealed class Outcome
    {
        public MqttDisconnectReason? Why { get; private set; }

        public void Note(MqttDisconnectReason why) => Why ??= why;
    }

    private sealed class TestMeters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            foreach (var meter in _meters) meter.Dispose();
        }
    }
}
