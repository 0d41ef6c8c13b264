using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications.Planning;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>
/// Plans and sends until nothing is due. Lanes run beside each other, so that one slow receiver holds up nobody else, and new notices are taken up while
/// others still go out. One run at a time: within a process the caller sees to that, between processes <see cref="InTurnAsync"/>.
/// </summary>
public sealed class DeliveryRun : IDisposable
{
    /// <summary>Number of the advisory lock that is the turn; any number that nothing else in the database uses.</summary>
    private const long TurnLock = 0x4641_4349_4C03;

    /// <summary>Of one lane, read at once; the rest waits in the database.</summary>
    private const int Batch = 500;

    /// <summary>Lanes at once: as many sockets and database connections. P1 gets as many again.</summary>
    private const int Lanes = 16;

    /// <summary>After this long nothing new is begun, so that the turn can pass to another process.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    /// <summary>How often it looks while lanes run and nobody wakes it.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly NoticePlanning _planning;
    private readonly LaneSender _sender;
    private readonly NotificationMetrics _metrics;
    private readonly SiteClock _clock;
    private readonly SemaphoreSlim _wake = new(0, 1);

    internal DeliveryRun(IDbContextFactory<FacilitiesDb> databases, NoticePlanning planning, LaneSender sender, NotificationMetrics metrics, SiteClock clock) =>
        (_databases, _planning, _sender, _metrics, _clock) = (databases, planning, sender, metrics, clock);

    /// <summary>Something was written. Thread-safe, quick.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount > 0) return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it at the same moment.
        }
    }

    /// <summary>Until it is woken, or until <paramref name="longest"/> has passed.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _wake.WaitAsync(longest, cancellationToken);

    /// <summary>One run, unless another process is at it.</summary>
    /// <returns>False when it is.</returns>
    public Task<bool> InTurnAsync(CancellationToken cancellationToken) => DatabaseTurn.TryAsync(_databases, TurnLock, RunAsync, cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var running = new Dictionary<Lane, Task>();
        var turns = new Dictionary<Lane, int>();
        Task<bool>? woken = null;
        try
        {
            while (true)
            {
                if (TimeProvider.System.GetElapsedTime(began) < LongestRun) await StartAsync(running, turns, cancellationToken).ConfigureAwait(false);
                if (running.Count == 0) return;
                woken ??= _wake.WaitAsync(Poll, cancellationToken);
                await Task.WhenAny(running.Values.Append(woken)).ConfigureAwait(false);
                foreach (var (lane, task) in running.Where(static pair => pair.Value.IsCompleted).ToList())
                {
                    running.Remove(lane);
                    await task.ConfigureAwait(false);
                }

                if (woken.IsCompleted) woken = null;
            }
        }
        finally
        {
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A wait that nobody looks at would swallow the next wake-up.
            if (woken is not null)
            {
                await ((Task)woken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (woken is { IsCompletedSuccessfully: true, Result: true }) Wake();
            }
        }
    }

    public void Dispose() => _wake.Dispose();

    /// <summary>Every lane with something due gets its turn: P1 first, then whoever had the fewest turns in this run, so that a long backlog keeps nobody out.</summary>
    private async Task StartAsync(Dictionary<Lane, Task> running, Dictionary<Lane, int> turns, CancellationToken cancellationToken)
    {
        await _planning.RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var lane in (await LanesAsync(cancellationToken).ConfigureAwait(false)).OrderByDescending(static lane => lane.IsUrgent).ThenBy(lane => turns.GetValueOrDefault(lane)))
        {
            if (running.ContainsKey(lane) || running.Keys.Count(other => other.IsUrgent == lane.IsUrgent) >= Lanes) continue;
            turns[lane] = turns.GetValueOrDefault(lane) + 1;
            running.Add(lane, Task.Run(() => SendAsync(lane, cancellationToken), cancellationToken));
        }
    }

    private async Task SendAsync(Lane lane, CancellationToken cancellationToken)
    {
        List<Delivery> waiting;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var due = Due(db).Where(delivery => delivery.Target == lane.Target && delivery.Kind == lane.Kind);
            due = lane.IsUrgent ? due.Where(delivery => delivery.Severity == Severity.P1) : due.Where(delivery => delivery.Severity != Severity.P1);
            waiting = await due.OrderBy(delivery => delivery.Severity).ThenBy(delivery => delivery.Id).Take(Batch).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        await _sender.SendAsync(lane, waiting, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lanes with something due, by its severity and age.</summary>
    private async Task<List<Lane>> LanesAsync(CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var due = await Due(db).GroupBy(delivery => new { delivery.Target, delivery.Kind, delivery.Severity })
                .Select(group => new { group.Key, Count = group.Count(), First = group.Min(delivery => delivery.Id) }).ToListAsync(cancellationToken).ConfigureAwait(false);
            _metrics.Waiting(due.Sum(static group => group.Count));
            return [.. due.OrderBy(static group => group.Key.Severity).ThenBy(static group => group.First)
                .Select(static group => new Lane(group.Key.Target, group.Key.Kind, group.Key.Severity == Severity.P1)).Distinct()];
        }
    }

    private IQueryable<Delivery> Due(FacilitiesDb db)
    {
        var (now, machine) = (_clock.GetUtcNow(), TimeProvider.System.GetUtcNow());
        return db.Deliveries.AsNoTracking().Where(delivery => delivery.State == DeliveryState.Queued && delivery.DueAt <= now && delivery.NotBefore <= machine);
    }
}
