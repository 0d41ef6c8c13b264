using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Facilities.Mqtt;

/// <summary>
/// A WebSocket as a connection of bytes: the payloads of binary frames one after another, wherever packets begin and end in them [MQTT-6.0.0-2].
/// <code>
///   frames ──► receive loop ──► pipe ──► session
///   frames ◄── send loop    ◄── pipe ◄── session
/// </code>
/// Both pipes pause at 64 KiB, as Kestrel's do, so that a slow side is felt by the other. A silent connection holds no buffer.
/// </summary>
internal sealed class WebSocketConnection : ConnectionContext, IDuplexPipe, IConnectionLifetimeNotificationFeature, IMqttTransportFeature
{
    private const int PauseBytes = 64 * 1024;
    private const int ReceiveBytes = 4 * 1024;

    /// <summary>How long a peer may take for our last bytes and its closing frame.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly CancellationTokenSource _aborted = new();
    private readonly Pipe _fromPeer = new(Options());
    private readonly Pipe _toPeer = new(Options());
    private WebSocketCloseStatus _closeStatus = WebSocketCloseStatus.NormalClosure;

    /// <param name="socket">Open.</param>
    /// <param name="http">The request it came by.</param>
    /// <param name="isThirdParty">See <see cref="IsThirdParty"/>.</param>
    /// <param name="stopping">The server asks its connections to end.</param>
    public WebSocketConnection(WebSocket socket, HttpContext http, bool isThirdParty, CancellationToken stopping)
    {
        _socket = socket;
        ConnectionId = http.TraceIdentifier;
        RemoteEndPoint = http.Connection.RemoteIpAddress is { } address ? new System.Net.IPEndPoint(address, http.Connection.RemotePort) : null;
        ConnectionClosed = _aborted.Token;
        ConnectionClosedRequested = stopping;
        IsThirdParty = isThirdParty;
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
        Features.Set<IMqttTransportFeature>(this);
    }

    MqttTransport IMqttTransportFeature.Transport => MqttTransport.WebSocket;

    public bool IsThirdParty { get; }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection(2);

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public PipeReader Input => _fromPeer.Reader;

    public PipeWriter Output => _toPeer.Writer;

    public CancellationToken ConnectionClosedRequested { get; set; }

    public void RequestClose() => Abort();

    public override void Abort(ConnectionAbortedException abortReason) => Abort();

    public override void Abort() => _aborted.Cancel();

    /// <summary>Runs the session on it, then closes. Doesn't throw for what the peer does.</summary>
    public async Task RunAsync(Func<ConnectionContext, Task> session)
    {
        var receiving = ReceiveAsync();
        var sending = SendAsync();
        try
        {
            await session(this).ConfigureAwait(false);
        }
        finally
        {
            await Output.CompleteAsync().ConfigureAwait(false);
            await Input.CompleteAsync().ConfigureAwait(false);
            // What is left to say is said, but not to a peer that doesn't listen.
            _aborted.CancelAfter(CloseTimeout);
            await sending.ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);
            // Its answer is waited for: a line cut before that takes with it what the peer hasn't read yet.
            await receiving.ConfigureAwait(false);
        }
    }

    /// <summary>After <see cref="RunAsync"/>.</summary>
    public override ValueTask DisposeAsync()
    {
        _aborted.Dispose();
        return base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (await ReceiveFrameAsync().ConfigureAwait(false))
            {
            }
        }
        catch (MqttProtocolException e)
        {
            failure = e;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The line is down: the session sees its end.
        }

        await _fromPeer.Writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    /// <summary>False when nothing more comes.</summary>
    private async ValueTask<bool> ReceiveFrameAsync()
    {
        // Waits without a buffer: most connections are idle most of the time.
        var result = await _socket.ReceiveAsync(Memory<byte>.Empty, _aborted.Token).ConfigureAwait(false);
        if (result.MessageType == WebSocketMessageType.Binary && !result.EndOfMessage)
        {
            result = await _socket.ReceiveAsync(_fromPeer.Writer.GetMemory(ReceiveBytes), _aborted.Token).ConfigureAwait(false);
            _fromPeer.Writer.Advance(result.Count);
            // Once the session has ended this throws the bytes away.
            await _fromPeer.Writer.FlushAsync(_aborted.Token).ConfigureAwait(false);
        }

        if (result.MessageType == WebSocketMessageType.Text)
        {
            _closeStatus = WebSocketCloseStatus.InvalidMessageType;
            MqttErrors.Protocol("MQTT-6.0.0-1", "MQTT comes in binary frames, not in text");
        }

        return result.MessageType == WebSocketMessageType.Binary;
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var read = await _toPeer.Reader.ReadAsync().ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                    await _socket.SendAsync(segment, WebSocketMessageType.Binary, endOfMessage: true, _aborted.Token).ConfigureAwait(false);
                _toPeer.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone: the session's writer sees a completed reader and ends.
            await _aborted.CancelAsync().ConfigureAwait(false);
        }

        await _toPeer.Reader.CompleteAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await _socket.CloseOutputAsync(_closeStatus, null, _aborted.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It didn't wait for a farewell.
        }
    }

    private static PipeOptions Options() => new(pauseWriterThreshold: PauseBytes, resumeWriterThreshold: PauseBytes / 2, useSynchronizationContext: false);
}
