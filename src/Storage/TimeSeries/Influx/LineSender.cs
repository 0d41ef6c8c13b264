using System.Text;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Sends one lane's requests until each is dealt with: confirmed, but for the lines that the server refuses for good, which are found, told apart and kept.
/// All lines may be sent any number of times: a line that comes again changes nothing. One request at a time.
/// </summary>
internal sealed class LineSender(
    int lane, InfluxOptions options, InfluxServer server, InfluxSchema schema, FieldNamesByType fields, IRefusedSamples refused, WriteHealth health, TimeProvider clock, ILogger logger)
{
    /// <summary>So many attempts (within about half a second, and at most <see cref="QuietSpan"/>) before anyone is told that the server is away.</summary>
    private const int QuietAttempts = 3;

    private const int LongestKeptLine = 1024;
    private static readonly TimeSpan QuietSpan = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Raised with every attempt that failed after the first few.</summary>
    public event Action<StoreUnavailableException>? Failed;

    /// <summary>Returns when all lines are written or refused and kept; ends otherwise only by cancellation.</summary>
    public async ValueTask SendAsync(LineBuffer lines, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var failure = await TrySendAsync(lines, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                health.Succeeded(lane);
                return;
            }

            var pause = failure.RetryAfter ?? Pause(attempt);
            if (attempt >= QuietAttempts || clock.GetElapsedTime(began) + pause >= QuietSpan)
            {
                health.Failed(lane, failure);
                Failed?.Invoke(failure);
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Doubling, with jitter: many services must not come back to one server in step.</summary>
    private TimeSpan Pause(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (pause < options.LongestPause ? pause : options.LongestPause) * (0.5 + Random.Shared.NextDouble() / 2);
    }

    private async ValueTask<StoreUnavailableException?> TrySendAsync(LineBuffer lines, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await server.WriteAsync(lines.Bytes(0, lines.Count), cancellationToken).ConfigureAwait(false);
            while (answer.Outcome == WriteOutcome.Refused && TryEvade(answer.Reason, lines))
                answer = await server.WriteAsync(lines.Bytes(0, lines.Count), cancellationToken).ConfigureAwait(false);
            if (answer.Outcome == WriteOutcome.Written) return null;
            if (answer.Outcome == WriteOutcome.NoDatabase && await schema.EnsureAsync(cancellationToken).ConfigureAwait(false) is { } why)
                return ServerError.ToException(options, new WriteAnswer(WriteOutcome.Unavailable, why, "no-database"));
            if (answer.Outcome is not (WriteOutcome.Refused or WriteOutcome.TooLarge)) return ServerError.ToException(options, answer);

            var found = new List<RefusedLine>();
            await DivideAsync(lines, 0, lines.Count, answer, found, cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
            {
                await refused.KeepAsync(found, cancellationToken).ConfigureAwait(false);
                InfluxLog.Refused(logger, found.Count, found[0].Reason);
            }

            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e;
        }
#pragma warning disable CA1031 // The top of the sender's loop: whatever keeping the refused lines throws, it is tried again with everything else.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            InfluxLog.RefusedNotKept(logger, e);
            return new StoreUnavailableException("rejects", "What InfluxDB refused can't be kept in the rejects: " + e.Message, e);
        }
    }

    /// <summary>Somebody else has made a field of ours an integer or a text: the values go to a field of another name.</summary>
    private bool TryEvade(string reason, LineBuffer lines)
    {
        if (!ServerError.TryReadConflict(reason, out var field, out var measurement) || fields.Find(measurement) is not { } names) return false;
        if (names.Conflicted(field)) InfluxLog.FieldConflict(logger, field, measurement, FieldNames.FloatPrefix + field);
        var (prefix, old) = (LineProtocol.EscapeMeasurement(measurement) + ",", LineProtocol.Escape(field) + "=");
        var before = lines.Length;
        foreach (var separator in (string[])[" ", ","])
        {
            lines.Replace(
                Encoding.UTF8.GetBytes(prefix), Encoding.UTF8.GetBytes(separator + old), Encoding.UTF8.GetBytes(separator + FieldNames.FloatPrefix + old));
        }

        return lines.Length > before;
    }

    /// <summary>Halves a range that was refused until the lines stand alone that the server means. A half that it takes is done with.</summary>
    /// <exception cref="StoreUnavailableException">The server went away in the middle: everything is sent again.</exception>
    private async ValueTask DivideAsync(LineBuffer lines, int first, int count, WriteAnswer answer, List<RefusedLine> found, CancellationToken cancellationToken)
    {
        if (count == 1 || (answer.Outcome == WriteOutcome.Refused && ServerError.Dropped(answer.Reason) == count))
        {
            for (var i = first; i < first + count; i++) found.Add(new RefusedLine(lines.SourceOf(i), lines.ReceiveTimeOf(i), Text(lines, i), answer.Reason));
            return;
        }

        var half = count / 2;
        foreach (var (start, length) in ((int, int)[])[(first, half), (first + half, count - half)])
        {
            var part = await server.WriteAsync(lines.Bytes(start, length), cancellationToken).ConfigureAwait(false);
            if (part.Outcome == WriteOutcome.Written) continue;
            if (part.Outcome is not (WriteOutcome.Refused or WriteOutcome.TooLarge)) throw ServerError.ToException(options, part);
            await DivideAsync(lines, start, length, part, found, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Text(LineBuffer lines, int line)
    {
        var bytes = lines.Bytes(line, 1).Span.TrimEnd((byte)'\n');
        return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LongestKeptLine)]);
    }
}
