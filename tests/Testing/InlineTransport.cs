using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Facilities.Testing;

/// <summary>A connection of two pipes, without sockets: what the transport hands to a server and takes from it.</summary>
public sealed class InlineTransport : ConnectionContext, IDuplexPipe
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();

    public InlineTransport() => Transport = this;

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = "inline";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override EndPoint? RemoteEndPoint { get; set; }

    PipeReader IDuplexPipe.Input => _toServer.Reader;

    PipeWriter IDuplexPipe.Output => _toClient.Writer;

    /// <summary>Bytes as they come from a socket.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => await _toServer.Writer.WriteAsync(bytes);

    /// <summary>Reads until this many bytes have come.</summary>
    public async ValueTask ReceiveAsync(int count)
    {
        while (count > 0)
        {
            var result = await _toClient.Reader.ReadAsync();
            // What comes before the first round is CONNACK.
            count -= (int)result.Buffer.Length;
            if (result.IsCompleted && result.Buffer.IsEmpty) throw new IOException("The server closed the connection.");
            _toClient.Reader.AdvanceTo(result.Buffer.End);
        }
    }

    /// <summary>The client closes its side.</summary>
    public void HangUp() => _toServer.Writer.Complete();
}
