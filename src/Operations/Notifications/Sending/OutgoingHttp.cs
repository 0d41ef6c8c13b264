using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// The only way out for messages: listed hosts, no redirects, no proxy, a time limit for the whole exchange and a limit for the answer. Every failure is a
/// <see cref="SendResult"/> with a code, and the receiver's words as they came. Thread-safe.
/// </summary>
internal sealed class OutgoingHttp : IDisposable
{
    /// <summary>Robots answer in a hundred bytes; what comes after this isn't read.</summary>
    private const int LongestAnswer = 16 * 1024;

    private readonly OutgoingHosts _hosts;
    private readonly TimeSpan _timeout;
    private readonly HttpClient _client;

    public OutgoingHttp(OutgoingHosts hosts, TimeSpan timeout)
    {
        (_hosts, _timeout) = (hosts, timeout);
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                // A redirect could lead from a listed host to any other.
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = ConnectAsync,
                // Names move; a connection that lives for ever would not.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                // A slow receiver must not hold all the sockets.
                MaxConnectionsPerServer = 8,
            },
            disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<SendResult> SendAsync(IHttpChannel channel, ChannelAddress address, OutgoingMessage message, CancellationToken cancellationToken)
    {
        HttpRequestMessage request;
        try
        {
            request = channel.Build(address, message, TimeProvider.System.GetUtcNow());
        }
        catch (UriFormatException)
        {
            return SendResult.Never("address_invalid");
        }

        using (request)
        {
            if (_hosts.Refusal(request.RequestUri!) is { } refusal) return SendResult.Never(refusal);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_timeout);
            try
            {
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
                var body = await ReadAsync(response, patience.Token).ConfigureAwait(false);
                return response.IsSuccessStatusCode ? channel.Read(response.StatusCode, body) : Judge(response, body);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return SendResult.Again("timeout");
            }
            catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
            {
                return SendResult.Never("address_private");
            }
            catch (HttpRequestException e)
            {
                // The message names the host at most, never path or query.
                return SendResult.Again(CodeOf(e.HttpRequestError), (e.InnerException ?? e).Message);
            }
            catch (IOException e)
            {
                return SendResult.Again("cut", e.Message);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[LongestAnswer];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..length];
        }
    }

    private static SendResult Judge(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var code = string.Create(CultureInfo.InvariantCulture, $"http_{status}");
        var words = Encoding.UTF8.GetString(body);
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } pause } => pause,
            { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => SendResult.TooMany(code, words, wait),
            HttpStatusCode.RequestTimeout or HttpStatusCode.ServiceUnavailable => SendResult.Again(code, words, wait),
            // A redirect is not followed, and another try would be redirected again.
            _ => status < 500 ? SendResult.Never(code, words) : SendResult.Again(code, words, wait),
        };
    }

    private static string CodeOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "dns",
        HttpRequestError.SecureConnectionError => "tls",
        HttpRequestError.ResponseEnded => "cut",
        HttpRequestError.InvalidResponse => "answer_unreadable",
        _ => "connection",
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // Resolved once and connected to exactly that: a name that answers differently the second time changes nothing.
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        var admitted = addresses.Where(_hosts.Admits).ToArray();
        if (admitted.Length == 0) throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(admitted, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
