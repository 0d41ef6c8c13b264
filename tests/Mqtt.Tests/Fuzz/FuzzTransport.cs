using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Facilities.Mqtt.Tests;

/// <summary>A connection without sockets whose answers are kept whole, whatever the server sends.</summary>
internal sealed class FuzzTransport : ConnectionContext, IDuplexPipe
{
    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _toServer = new(Unbounded);
    private readonly Pipe _toClient = new(Unbounded);

    public override string ConnectionId { get; set; } = "fuzz";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override EndPoint? RemoteEndPoint { get; set; }

    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public PipeReader Input => _toServer.Reader;

    public PipeWriter Output => _toClient.Writer;

    public override void Abort(ConnectionAbortedException abortReason) => _toServer.Reader.CancelPendingRead();

    /// <summary>Hands the bytes over in two pieces, and hangs up.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, int cut)
    {
        await _toServer.Writer.WriteAsync(bytes[..cut]);
        await _toServer.Writer.WriteAsync(bytes[cut..]);
        await _toServer.Writer.CompleteAsync();
    }

    /// <summary>Everything the server sent; once its run has ended.</summary>
    public byte[] Answers()
    {
        _toClient.Writer.Complete();
        var all = _toClient.Reader.TryRead(out var read) ? read.Buffer.ToArray() : [];
        _toClient.Reader.Complete();
        return all;
    }
}
