using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Facilities.Storage.Relational.Signals;

/// <summary>
/// Short messages between the processes that share one PostgreSQL, by LISTEN and NOTIFY:
/// <code>
///   NOTIFY facilities_live, '3f2a90c1 Fault:17,19'        sender, space, body
/// </code>
/// Hints only: whoever doesn't listen at that moment never hears them, so <see cref="Listening"/> tells when everything has to be read anew. On
/// SQLite there is one process: nothing is sent and nothing heard. Thread-safe.
/// </summary>
public sealed class ProcessSignals(DatabaseOptions options, ILogger<ProcessSignals> logger)
{
    /// <summary>Longest body in bytes: PostgreSQL refuses a payload of 8,000 bytes or more, the sender's mark and a space included.</summary>
    public const int LongestBody = 7_900;

    /// <summary>A dead connection is noticed after about this long, also when nobody has anything to say.</summary>
    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly SignalChannel[] Channels = Enum.GetValues<SignalChannel>();

    /// <summary>Raised for each message of another process, on the listening thread: handlers must be quick and not throw.</summary>
    public event Action<ProcessSignal>? Heard;

    /// <summary>Raised whenever listening begins, also after an interruption: what was sent before went unheard.</summary>
    public event Action? Listening;

    /// <summary>Whether there can be other processes at all.</summary>
    public bool IsShared => !options.IsSqlite;

    /// <summary>This process' mark, another one at every start.</summary>
    public string Self { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Name of a channel in the database.</summary>
    public static string NameOf(SignalChannel channel) => "facilities_" + channel.ToString().ToLowerInvariant();

    /// <summary>Tells the other processes; does nothing on SQLite.</summary>
    /// <param name="bodies">Each at most <see cref="LongestBody"/> bytes.</param>
    /// <returns>False when the server is away: nobody heard it.</returns>
    public async Task<bool> TrySendAsync(SignalChannel channel, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        if (!IsShared || bodies.Count == 0) return true;
        try
        {
            await SendAsync(channel, bodies, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException e)
        {
            SignalLog.NotSent(logger, e, channel);
            return false;
        }
    }

    /// <summary>Listens until cancelled, and again after every interruption. Ends at once on SQLite.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        var failing = false;
        while (IsShared && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(Begun, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The top of the listener's loop: logged once per interruption, tried again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!failing) SignalLog.Interrupted(logger, e);
                failing = true;
            }

            // Jittered: all processes lose the server at the same moment.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        void Begun()
        {
            if (failing) SignalLog.Resumed(logger);
            failing = false;
            pause = TimeSpan.FromMilliseconds(100);
            Listening?.Invoke();
        }
    }

    private async Task SendAsync(SignalChannel channel, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(options.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = new NpgsqlCommand("SELECT pg_notify($1, body) FROM unnest($2) AS body", connection);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new() { Value = NameOf(channel) });
                command.Parameters.Add(new() { Value = bodies.Select(body => $"{Self} {body}").ToArray() });
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ListenOnceAsync(Action begun, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { KeepAlive = KeepAliveSeconds, Pooling = false, Multiplexing = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            connection.Notification += (_, message) => Hear(message.Channel, message.Payload);
            var command = new NpgsqlCommand(string.Join("; ", Channels.Select(channel => "LISTEN " + NameOf(channel))), connection);
            await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            begun();
            while (true) await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Hear(string channelName, string payload)
    {
        var channel = Array.Find(Channels, known => NameOf(known) == channelName);
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        var (sender, body) = space < 0 ? (payload, "") : (payload[..space], payload[(space + 1)..]);
        if (sender != Self) Heard?.Invoke(new ProcessSignal(channel, sender, body));
    }
}
