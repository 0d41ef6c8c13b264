namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>A server's answer to a write request.</summary>
/// <param name="Reason">The server's own words; for <see cref="WriteOutcome.Unavailable"/> what happened, without them.</param>
/// <param name="Code">For <see cref="WriteOutcome.Unavailable"/>: <see cref="Facilities.Telemetry.StoreUnavailableException.Reason"/>.</param>
/// <param name="RetryAfter">How long the server wants to be left alone.</param>
internal readonly record struct WriteAnswer(WriteOutcome Outcome, string Reason = "", string Code = "", TimeSpan? RetryAfter = null);
