using System.Collections.Concurrent;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Escalation;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications;
using Facilities.Operations.Soak;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Deadlines;

/// <summary>
/// Does what is due by the site clock: notes passed limits, climbs the ladder, ends holds, decides soaks, closes what silence may close, lets stand for itself what outlasted its cause, ends storms. Timers live in the
/// database, so a restart loses none; each fires in the transaction that does what was due, so none fires twice. Thread-safe.
/// </summary>
public sealed class DueTimers
{
    private const int Batch = 200;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly SoakChecks _soak;
    private readonly OutlastedCauses _outlasted;
    private readonly SiteClock _clock;
    private readonly ILogger<DueTimers> _logger;

    /// <summary>Those that threw and still wait, so that each is logged once.</summary>
    private readonly ConcurrentDictionary<FaultId, bool> _failing = new();

    internal DueTimers(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, SoakChecks soak, OutlastedCauses outlasted, SiteClock clock, ILogger<DueTimers> logger) =>
        (_databases, _writer, _store, _soak, _outlasted, _clock, _logger) = (databases, writer, store, soak, outlasted, clock, logger);

    /// <summary>Fires everything that is due now; returns how many timers fired. A fault that throws waits for the next call and holds up no other.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        var failed = new List<FaultId>();
        while (true)
        {
            var due = await DueAsync(failed, cancellationToken).ConfigureAwait(false);
            var (done, failedBefore) = (0, failed.Count);
            foreach (var group in due.GroupBy(timer => timer.FaultId))
            {
                if (await TryFireAsync(group.Key, cancellationToken).ConfigureAwait(false) is { } count) done += count;
                else failed.Add(group.Key);
            }

            fired += done;
            // What couldn't fire (a soak without its telemetry) would come again and again.
            if (due.Count < Batch || (done == 0 && failed.Count == failedBefore)) break;
        }

        // After the ladders: nothing here may hold them up.
        await _outlasted.UnfoldAsync(cancellationToken).ConfigureAwait(false);
        await Storms.EndAsync(_databases, _writer, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return fired;
    }

    private async Task<List<FaultTimer>> DueAsync(List<FaultId> failed, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.FaultTimers.AsNoTracking().Where(timer => timer.FiredAt == null && timer.DueAt < now && !failed.Contains(timer.FaultId))
                .OrderBy(timer => timer.Kind == FaultTimerKind.Soak).ThenBy(timer => timer.DueAt).Take(Batch).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null: it threw.</summary>
    private async Task<int?> TryFireAsync(FaultId id, CancellationToken cancellationToken)
    {
        try
        {
            var fired = await FireAsync(id, cancellationToken).ConfigureAwait(false);
            _failing.TryRemove(id, out _);
            return fired;
        }
#pragma warning disable CA1031 // The top of a fault: logged once, and the others' ladders go on.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (_failing.TryAdd(id, true)) DeadlineLog.FaultFailed(_logger, e, id);
            return null;
        }
    }

    private async Task<int> FireAsync(FaultId id, CancellationToken cancellationToken)
    {
        // What the soak needs from the telemetry is read before the transaction: it may take a while.
        var (soak, isKnown) = await SoakAsync(id, cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var timers = await unit.Db.FaultTimers.Where(timer => timer.FaultId == id && timer.FiredAt == null && timer.DueAt < now && (isKnown || timer.Kind != FaultTimerKind.Soak))
                .ToListAsync(token).ConfigureAwait(false);
            if (timers.Count == 0) return 0;
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == id, token).ConfigureAwait(false);
            var site = await FaultStore.SiteRulesAsync(unit.Db, fault.CommunityId, token).ConfigureAwait(false);
            foreach (var timer in timers) timer.FiredAt = now;
            var before = fault.Version;
            if (timers.Exists(timer => timer.Kind == FaultTimerKind.Hold) && fault.State == FaultState.OnHold) fault.Resume(Actor.System, site, now);
            fault.NoteOverdue(now);
            if (timers.Exists(timer => timer.Kind == FaultTimerKind.Part) && fault.IsOpen) fault.NotePartsOverdue(now);
            if (timers.Exists(timer => timer.Kind == FaultTimerKind.Soak) && soak is not null && soak.Version == before && fault.State == FaultState.Soaking)
                fault.ApplySoak(soak.Result, site, now);
            if (timers.Exists(timer => timer.Kind == FaultTimerKind.FollowUp)) CloseInSilence(fault, now);
            IReadOnlyList<(FaultEvent Line, UserSet People)> told = timers.Exists(timer => timer.Kind == FaultTimerKind.Escalate)
                ? await Escalations.ClimbAsync(unit.Db, fault, site, now, token).ConfigureAwait(false) : [];
            if (fault.Version != before) await _store.SaveAsync(unit, fault, now, token).ConfigureAwait(false);
            // What a timer waited for may have moved away: it waits for what there is now.
            else await FaultTimers.SyncAsync(unit.Db, fault, token).ConfigureAwait(false);
            for (var i = 0; i < told.Count; i++)
            {
                var step = fault.EscalationLevel - told.Count + i + 1;
                await Notices.TellAsync(unit, fault, NoticeKind.Escalated, NoticeAudience.None, now, token, told[i].People, step, line: told[i].Line).ConfigureAwait(false);
            }

            return timers.Count;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What telemetry says of a soaking fault; not known while the telemetry store is away, which holds up nothing else.</summary>
    private async Task<(SoakEvaluation? Soak, bool IsKnown)> SoakAsync(FaultId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await _soak.EvaluateAsync(id, cancellationToken).ConfigureAwait(false), true);
        }
        catch (StoreUnavailableException)
        {
            return (null, false);
        }
    }

    private static void CloseInSilence(Fault fault, DateTimeOffset now)
    {
        fault.CloseAgreed(now);
        if (fault.State != FaultState.FollowUp || fault.OpenParts > 0 || fault.FollowUpSince is not { } since) return;
        if (FollowUpPolicy.Next(fault.Source, fault.Severity, fault.HasReporter, fault.OpenedByRegulator, since, now) == FollowUpStep.AutoClose)
            fault.Close(CodedText.Of("close.silence"), Actor.System, now);
    }
}
