using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The HTTP side: <c>/write</c> (or <c>/api/v2/write</c>), <c>/query</c> and <c>/ping</c>, signed in, over TLS and compressed as the options say. Thread-safe.</summary>
internal sealed class InfluxServer : IDisposable
{
    private const string NotExecuted = "not executed";

    private const int LongestError = 64 << 10;

    // The longest there is: the list of all series of 300,000 assets.
    private const int LongestAnswer = 256 << 20;

    private readonly InfluxOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly Uri _write;
    private readonly Uri _writeRollUps;
    private readonly Uri _query;
    private readonly Uri _ping;

    public InfluxServer(InfluxOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = options.Url.IsLoopback ? DecompressionMethods.None : DecompressionMethods.GZip,
            ConnectTimeout = options.Timeout < TimeSpan.FromSeconds(5) ? options.Timeout : TimeSpan.FromSeconds(5),
            // Addresses behind a name may change, and a load balancer should get its turn.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        if (options.CaFile is { } file)
        {
            _authorities.ImportFromPemFile(file);
            handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        if (options.Token is { } token) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", token);
        else if (options.User is { } user)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")));
        (_write, _writeRollUps) = (WriteUrl(options, options.RetentionPolicy), WriteUrl(options, options.RollUpsIn));
        (_query, _ping) = (At(options, "query", ("db", options.Database), ("epoch", "ms")), At(options, "ping"));
    }

    /// <summary>Sends lines. Never throws but for cancellation: whatever happens is an answer.</summary>
    public ValueTask<WriteAnswer> WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => WriteAsync(_write, lines, cancellationToken);

    /// <summary>Sends lines of roll-ups, to their retention policy. Never throws but for cancellation, as above.</summary>
    public ValueTask<WriteAnswer> WriteRollUpsAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => WriteAsync(_writeRollUps, lines, cancellationToken);

    /// <summary>Asks in InfluxQL and returns the whole answer, times in milliseconds. What isn't there yet is empty.</summary>
    /// <exception cref="StoreUnavailableException">The server is away, or refuses the question.</exception>
    public ValueTask<IReadOnlyList<QuerySeries>> AskAsync(string statement, CancellationToken cancellationToken) => AskAsync([statement], cancellationToken);

    /// <inheritdoc cref="AskAsync(string, CancellationToken)"/>
    public async ValueTask<IReadOnlyList<QuerySeries>> AskAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(string.Join(';', statements), cancellationToken).ConfigureAwait(false);
        }
        catch (QueryRefusedException e) when (e.Message == NotExecuted && statements.Count > 1)
        {
            // All that 1.6 says of several statements when the first can't be run; of one it says why.
            return await AskAsync(statements[0], cancellationToken).ConfigureAwait(false);
        }
        catch (QueryRefusedException e) when (e.Message.Contains("not found", StringComparison.Ordinal))
        {
            // Neither database nor retention policy: the first write makes them.
            return [];
        }
        catch (QueryRefusedException e)
        {
            throw ServerError.ToException(_options, new WriteAnswer(WriteOutcome.Unavailable, "it refuses a question: " + e.Message, "refused"));
        }
    }

    /// <summary>Runs statements that change something, or whose refusal says something.</summary>
    /// <exception cref="QueryRefusedException">The server refuses one of them.</exception>
    /// <exception cref="StoreUnavailableException">The server is away, or lets the user do nothing at all.</exception>
    public async ValueTask<IReadOnlyList<QuerySeries>> RunAsync(string influxQl, CancellationToken cancellationToken) =>
        QueryAnswer.Read(await QueryAsync(influxQl, cancellationToken).ConfigureAwait(false));

    /// <summary>The server's version as it says itself.</summary>
    /// <exception cref="StoreUnavailableException">It doesn't answer.</exception>
    public async ValueTask<string> PingAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        WriteAnswer answer;
        try
        {
            using var response = await _http.GetAsync(_ping, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response.Headers.TryGetValues("X-Influxdb-Version", out var versions) ? string.Join(' ', versions) : "unknown";
            answer = ServerError.Of(response.StatusCode, "", ServerError.RetryAfter(response.Headers, _clock), isWrite: false);
        }
        catch (Exception e) when (IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            answer = ServerError.Of(e, _options.Timeout);
        }

        throw ServerError.ToException(_options, answer);
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var authority in _authorities) authority.Dispose();
    }

    private async ValueTask<WriteAnswer> WriteAsync(Uri url, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var content = _options.IsGzip ? await CompressAsync(lines, cancellationToken).ConfigureAwait(false) : new ReadOnlyMemoryContent(lines);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.OK) return new WriteAnswer(WriteOutcome.Written);
            return ServerError.Of(
                response.StatusCode, await ReadErrorAsync(response, limit.Token).ConfigureAwait(false), ServerError.RetryAfter(response.Headers, _clock), isWrite: true);
        }
        catch (Exception e) when (IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            return ServerError.Of(e, _options.Timeout);
        }
    }

    private async ValueTask<byte[]> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new KeyValuePair<string, string>("q", influxQl)]);
        // Long lists of assets don't fit into an address, and POST is allowed for every statement.
        using var request = new HttpRequestMessage(HttpMethod.Post, _query) { Content = content };
        request.Headers.Accept.ParseAdd("application/json");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        WriteAnswer answer;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK) return await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            answer = ServerError.Of(
                response.StatusCode, await ReadErrorAsync(response, limit.Token).ConfigureAwait(false), ServerError.RetryAfter(response.Headers, _clock), isWrite: false);
        }
        catch (Exception e) when (IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            answer = ServerError.Of(e, _options.Timeout);
        }

        if (answer.Outcome == WriteOutcome.NoDatabase) throw new QueryRefusedException(answer.Reason);
        throw ServerError.ToException(_options, answer);
    }

    private static bool IsOutage(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    private static Uri WriteUrl(InfluxOptions options, string? policy) => options.WritePath == InfluxWritePath.Write
        ? At(options, "write", ("db", options.Database), ("rp", policy), ("precision", "ms"))
        : At(options, "api/v2/write", ("org", options.Organisation),
            ("bucket", policy is null ? options.Database : $"{options.Database}/{policy}"), ("precision", "ms"));

    private static Uri At(InfluxOptions options, string path, params ReadOnlySpan<(string Key, string? Value)> parameters)
    {
        var url = new StringBuilder(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')).Append('/').Append(path);
        var separator = '?';
        foreach (var (key, value) in parameters)
        {
            if (value is null) continue;
            url.Append(separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return new Uri(url.ToString());
    }

    /// <summary>The fastest level: line protocol repeats itself so much that the better ones gain little.</summary>
    private static async ValueTask<HttpContent> CompressAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var compressed = new MemoryStream(lines.Length / 4);
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(lines, cancellationToken).ConfigureAwait(false);
        compressed.Position = 0;
        var content = new StreamContent(compressed);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static async ValueTask<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[LongestError];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
    }

    /// <summary>Name, dates and everything else as usual; only the authorities are ours.</summary>
    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var leaf = new X509Certificate2(certificate);
        return own.Build(leaf);
    }
}
