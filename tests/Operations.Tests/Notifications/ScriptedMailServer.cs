using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Facilities.Operations.Notifications.Sending;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>An SMTP server on loopback that answers each command as told and keeps the mails.</summary>
internal sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _accepting;

    /// <param name="answer">By the command's first word; null: the usual answer; empty: the line is cut.</param>
    public ScriptedMailServer(Func<string, string?>? answer = null)
    {
        _answer = answer ?? (_ => null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public SmtpSettings Settings => new() { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Tls = false, From = "facilities@example.com" };

    public ConcurrentQueue<string> Mails { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
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
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync(_answer("CONNECT") ?? "220 ready");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                var said = _answer(word);
                if (said is "") return;
                if (said == "hang") await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                await writer.WriteLineAsync(said ?? word switch { "EHLO" or "HELO" => "250 here", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" });
                if (word == "DATA" && said is null)
                {
                    await ReadMailAsync(reader);
                    await writer.WriteLineAsync(_answer("MAIL-END") ?? "250 taken");
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client gave up, or the test is over.
        }
    }

    private async Task ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") mail.Append(line).Append('\n');
        Mails.Enqueue(mail.ToString());
    }
}
