namespace Facilities.Telemetry;

/// <summary>
/// The telemetry store can't be reached, is overloaded, or refuses everything for a reason that has nothing to do with the data (connection
/// refused, timeout, 5xx, 429, wrong password). The same batch will be written when it is back: the caller keeps its position and tries again
/// with growing pauses. Anything that a store objects to in a batch's content is the store's to tell point by point, never by this.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <param name="reason">A stable code for status and metrics, e.g. <c>connection-refused</c>, <c>timeout</c>, <c>unauthorized</c>, <c>overloaded</c>.</param>
    /// <param name="message">For the log: which store, and what to do about it.</param>
    public StoreUnavailableException(string reason, string message, Exception? inner = null) : base(message, inner) => Reason = reason;

    /// <summary>Stable code: lower case, words joined by hyphens.</summary>
    public string Reason { get; }

    /// <summary>How long the store asked to be left alone (HTTP Retry-After); <c>null</c> when it didn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
