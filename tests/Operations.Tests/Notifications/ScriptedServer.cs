using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>A server on loopback that answers each connection as told, byte by byte, and keeps what it was sent.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string, Script> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _count;

    /// <param name="answer">By the number of the request (from 1) and its body.</param>
    /// <param name="tls">With a certificate that nobody trusts.</param>
    public ScriptedServer(Func<int, string, Script> answer, bool tls = false)
    {
        _answer = answer;
        if (tls) _certificate = SelfSigned();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/hook";

    /// <summary>Everything received, header and body, one per request.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = new();

    public IEnumerable<string> Bodies => Requests.Select(request => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);

    public static Script Json(string body, int status = 200, string headers = "") =>
        new($"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate?.Dispose();
        _stop.Dispose();
    }

    internal static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256);
        var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            var request = await ReadAsync(stream);
            // A client that thought better of it has sent nothing.
            if (request.Length == 0) return;
            Requests.Enqueue(request);
            var script = _answer(Interlocked.Increment(ref _count), request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
            if (script.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
            if (script.Until is { } until) await until;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(script.Answer), _stop.Token);
            await stream.FlushAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or SocketException)
        {
            // The client gave up, or the test is over.
        }
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var length = await stream.ReadAsync(buffer, _stop.Token);
            if (length == 0) return Encoding.UTF8.GetString(received.ToArray());
            received.Write(buffer, 0, length);
            var text = Encoding.UTF8.GetString(received.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var declared = text.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
            if (Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= declared) return text;
        }
    }
}
