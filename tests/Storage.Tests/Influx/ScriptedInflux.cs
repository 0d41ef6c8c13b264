using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.Tests.Influx;

/// <summary>A server on loopback that says what a test tells it to, and remembers what it was told.</summary>
internal sealed class ScriptedInflux : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<Received> _writes = new();
    private readonly ConcurrentQueue<string> _questions = new();

    private ScriptedInflux(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        _application = builder.Build();
        _application.MapPost("/write", WriteAsync);
        _application.MapPost("/api/v2/write", WriteAsync);
        _application.MapPost("/query", AskAsync);
    }

    /// <summary>What a write is answered with; 204 unless a test says otherwise.</summary>
    public Func<Received, HttpContext, Task> OnWrite { get; set; } = static (_, http) =>
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    /// <summary>What a question is answered with; nothing found unless a test says otherwise.</summary>
    public Func<string, string> OnAsk { get; set; } = static _ => """{"results":[{"statement_id":0}]}""";

    public IReadOnlyList<Received> Writes => [.. _writes];

    public IReadOnlyList<string> Questions => [.. _questions];

    /// <summary>Lines of all writes that were answered with 204, in their order.</summary>
    public IReadOnlyList<string> Written => [.. _writes.Where(static write => write.Status == StatusCodes.Status204NoContent).SelectMany(static write => write.Lines)];

    public Uri Url => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ScriptedInflux> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new ScriptedInflux(certificate);
        await server._application.StartAsync();
        return server;
    }

    public static async Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task WriteAsync(HttpContext http)
    {
        var isGzip = http.Request.Headers.ContentEncoding == "gzip";
        await using var body = isGzip ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var reader = new StreamReader(body);
        var received = new Received(http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization.ToString(), isGzip, await reader.ReadToEndAsync());
        await OnWrite(received, http);
        received.Status = http.Response.StatusCode;
        _writes.Enqueue(received);
    }

    private async Task AskAsync(HttpContext http)
    {
        var question = (await http.Request.ReadFormAsync())["q"].ToString();
        _questions.Enqueue(question);
        await AnswerAsync(http, StatusCodes.Status200OK, OnAsk(question));
    }

    internal sealed class Received(string address, string authorization, bool isGzip, string body)
    {
        public string Address => address;

        public string Authorization => authorization;

        public bool IsGzip => isGzip;

        public IReadOnlyList<string> Lines { get; } = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public int Status { get; set; }
    }
}
