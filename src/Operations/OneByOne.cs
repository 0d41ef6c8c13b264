using System.Collections.Concurrent;
using Facilities.Domain;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations;

/// <summary>
/// Does a run's things one after the other so that one that throws holds up no other: it is logged and left alone for a while. A store, a database or a process that goes
/// away is none of their faults and ends the run. In memory: after a restart everything is tried again. Thread-safe.
/// </summary>
/// <param name="what">What the things are, for the log.</param>
internal sealed class OneByOne<TKey>(string what, ILogger logger, SiteClock clock)
    where TKey : notnull
{
    /// <summary>What fails now may succeed when something around it has changed. Our default.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TKey, DateTimeOffset> _until = new();

    /// <summary>Things that failed and are left alone now: a run asks for others.</summary>
    public IReadOnlyList<TKey> LeftAlone()
    {
        var now = clock.GetUtcNow();
        foreach (var over in _until.Where(failed => failed.Value <= now)) _until.TryRemove(over);
        return [.. _until.Keys];
    }

    /// <summary>Does several together; where that throws, each by itself, so that one of them keeps back no other.</summary>
    public async Task TryTogetherAsync(TKey[] keys, Func<TKey[], Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(keys).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nothing is known yet of who threw.
        catch (Exception e) when (IsTheirs(e, cancellationToken))
#pragma warning restore CA1031
        {
            foreach (var key in keys) await TryAsync(key, () => work([key]), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>False: it threw, or is left alone.</returns>
    public async Task<bool> TryAsync(TKey key, Func<Task> work, CancellationToken cancellationToken)
    {
        if (_until.TryGetValue(key, out var until) && clock.GetUtcNow() < until) return false;
        try
        {
            await work().ConfigureAwait(false);
            _until.TryRemove(key, out _);
            return true;
        }
#pragma warning disable CA1031 // The top of one thing: logged, and the others go on.
        catch (Exception e) when (IsTheirs(e, cancellationToken))
#pragma warning restore CA1031
        {
            _until[key] = clock.GetUtcNow() + Pause;
            RunLog.OneFailed(logger, e, what, key, Pause);
            return false;
        }
    }

    private static bool IsTheirs(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is not StoreUnavailableException && !DatabaseErrors.IsAway(error);
}
