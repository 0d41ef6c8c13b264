using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>A program that calls the API, with cookies of its own. Sees JSON only, never our types: the names on the wire are what is tested.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">Where REST answers.</param>
    /// <param name="from">Which of this machine's addresses it calls from; the usual one when null.</param>
    public ApiClient(Uri address, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (from is not null)
        {
            handler.ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        _http = new HttpClient(handler) { BaseAddress = address };
    }

    public Task<ApiAnswer> SignInAsync(string userName, string password) => SendAsync(HttpMethod.Post, "api/session", new { userName, password });

    /// <summary>The body of an answer that must be 200.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Text}");
        return answer.Json;
    }

    public Task<ApiAnswer> ActAsync(int fault, string action, string key, string? reason = null) =>
        SendAsync(HttpMethod.Post, $"api/faults/{fault}/actions", new { action, reason }, ("Idempotency-Key", key));

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendContentAsync(method, path, body is null ? null : JsonContent.Create(body), headers);

    public Task<ApiAnswer> SendTextAsync(HttpMethod method, string path, string body, string mediaType = "application/json") =>
        SendContentAsync(method, path, new StringContent(body, Encoding.UTF8, mediaType), ("Idempotency-Key", Guid.NewGuid().ToString()));

    public Task<ApiAnswer> SendBytesAsync(HttpMethod method, string path, byte[] body, string mediaType) =>
        SendContentAsync(method, path, new ByteArrayContent(body) { Headers = { ContentType = new(mediaType) } });

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> SendContentAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.Headers.TryGetValues("Set-Cookie", out var cookies);
        return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text, response.Headers.Location, response.Headers.RetryAfter?.Delta, [.. cookies ?? []]);
    }
}
