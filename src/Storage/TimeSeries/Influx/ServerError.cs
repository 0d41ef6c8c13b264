using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Reads what InfluxDB's generations say when something is wrong.</summary>
internal static partial class ServerError
{
    /// <summary>
    /// Words that say the lines are at fault. Anything else with status 400 (a proxy's page, a wrong parameter) holds the data back rather than
    /// throwing all of it away: 1.x "partial write: …", "unable to parse …"; 2.x "unable to parse", "failure writing points"; 3.x "partial write of line protocol occurred".
    /// </summary>
    private static readonly string[] AboutLines =
        ["partial write", "unable to parse", "field type conflict", "points beyond retention policy", "failure writing points", "invalid column type", "line protocol"];

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(1);

    /// <param name="isWrite">A question's 400 is never about lines.</param>
    public static WriteAnswer Of(HttpStatusCode status, string body, TimeSpan? retryAfter, bool isWrite)
    {
        var message = Message(body);
        return status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when isWrite && IsAboutLines(body) => new(WriteOutcome.Refused, message),
            HttpStatusCode.RequestEntityTooLarge => new(WriteOutcome.TooLarge, message),
            HttpStatusCode.NotFound when message.Contains("not found", StringComparison.OrdinalIgnoreCase) => new(WriteOutcome.NoDatabase, message),
            HttpStatusCode.Unauthorized => new(WriteOutcome.Unavailable, "it refuses user and password, or token: " + message, "unauthorized"),
            HttpStatusCode.Forbidden => new(WriteOutcome.Unavailable, "the user may not do this: " + message, "forbidden"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(WriteOutcome.Unavailable, $"it is overloaded ({(int)status}): {message}", "overloaded", retryAfter),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new(WriteOutcome.Unavailable, $"it took too long ({(int)status})", "timeout", retryAfter),
            >= HttpStatusCode.InternalServerError => new(WriteOutcome.Unavailable, $"it failed ({(int)status}): {message}", "server-error", retryAfter),
            _ => new(WriteOutcome.Unavailable, $"it answered {(int)status}, which is not InfluxDB's: {message}", "unexpected-answer"),
        };
    }

    public static WriteAnswer Of(Exception exception, TimeSpan timeout) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e =>
            new(WriteOutcome.Unavailable, "no secure connection: " + (e.InnerException ?? e).Message, "tls"),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(WriteOutcome.Unavailable, "nobody listens there", "connection-refused"),
        HttpRequestException or IOException => new(WriteOutcome.Unavailable, exception.Message, "connection-failed"),
        _ => new(WriteOutcome.Unavailable, FormattableString.Invariant($"no answer within {timeout.TotalSeconds:0.#} s"), "timeout"),
    };

    public static StoreUnavailableException ToException(InfluxOptions options, in WriteAnswer answer) =>
        new(answer.Code.Length > 0 ? answer.Code : "refused", $"InfluxDB at {options.Url}, database '{options.Database}': {answer.Reason}") { RetryAfter = answer.RetryAfter };

    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider clock)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is not { } some ? null : some < TimeSpan.Zero ? TimeSpan.Zero : some > LongestRetryAfter ? LongestRetryAfter : some;
    }

    /// <summary>The field and measurement of a field type conflict as 1.x and 2.x word it.</summary>
    public static bool TryReadConflict(string reason, out string field, out string measurement)
    {
        var match = Conflict().Match(reason);
        (field, measurement) = (match.Groups["field"].Value, match.Groups["measurement"].Value);
        return match.Success;
    }

    /// <summary>How many lines a partial write left out, 0 when it isn't said.</summary>
    public static int Dropped(string reason)
    {
        var match = DroppedCount().Match(reason);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, out var dropped) ? dropped : 0;
    }

    private static bool IsAboutLines(string body) => AboutLines.Any(words => body.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>{"error":"…"}</c> of 1.x and 3.x, with 3.x's details; <c>{"code":"…","message":"…"}</c> of 2.x; else the body as it is.</summary>
    private static string Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return body.Trim();
            if (root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0
                && data[0].TryGetProperty("error_message", out var detail)) return detail.ToString();
            return root.TryGetProperty("error", out var error) ? error.ToString() : root.TryGetProperty("message", out var message) ? message.ToString() : body.Trim();
        }
        catch (JsonException)
        {
            return body.Trim();
        }
    }

    [GeneratedRegex("""field type conflict: input field "(?<field>.+?)" on measurement "(?<measurement>.+?)" is type""")]
    private static partial Regex Conflict();

    [GeneratedRegex("dropped=([0-9]+)")]
    private static partial Regex DroppedCount();
}
