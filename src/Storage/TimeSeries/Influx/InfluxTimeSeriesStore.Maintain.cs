using System.Globalization;
using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

public sealed partial class InfluxTimeSeriesStore
{
    /// <summary>A run's source-days: a source that has weeks to catch up counts as several.</summary>
    private const int MostDaysPerSource = 4;

    private readonly SemaphoreSlim _maintaining = new(1);

    /// <summary>Days that begin before this have ended by the clock of whoever maintains, which may run ahead of the system's.</summary>
    private long _maintainedThrough = long.MinValue;
    private SourceId _searchedThrough = new(int.MinValue);

    public async ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        // Neither a run of maintenance, nor a request under way, nor a replay of the journal brings anything back.
        await _maintaining.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await DeleteUnmaintainedAsync(source, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _maintaining.Release();
        }
    }

    public async ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        await _maintaining.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_options.RollUps) Volatile.Write(ref _maintainedThrough, RollUpLevel.Day.BucketOf(run.NowUnixMs));
            var sources = await SourcesAsync(_searchedThrough, run.MostSources, cancellationToken).ConfigureAwait(false);
            var (searched, rolledUp, removed, daysLeft) = (0, 0, 0L, run.MostSources * MostDaysPerSource);
            foreach (var source in sources)
            {
                var (days, removedOfSource, isDone) = await MaintainAsync(source, run, daysLeft, cancellationToken).ConfigureAwait(false);
                searched++;
                removed += removedOfSource;
                daysLeft -= days;
                if (days > 0) rolledUp++;
                // What is left of it comes first the next time.
                if (!isDone) return new MaintenanceReport(rolledUp, searched, removed, false);
                _searchedThrough = source;
            }

            var isComplete = sources.Count < run.MostSources;
            if (isComplete) _searchedThrough = new SourceId(int.MinValue);
            return new MaintenanceReport(rolledUp, searched, removed, isComplete);
        }
        finally
        {
            _maintaining.Release();
        }
    }

    private async ValueTask DeleteUnmaintainedAsync(SourceId source, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var lane in _lanes) await lane.DrainAsync(cancellationToken).ConfigureAwait(false);
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            var name = NameOf(source);
            // Of every retention policy: DROP SERIES knows none.
            await ChangeAsync($"DROP SERIES FROM {InfluxQl.Name(LineProtocol.Clean(name.Type))} WHERE {InfluxQl.Is(name)}", cancellationToken).ConfigureAwait(false);
            foreach (var measurement in RollUpText.MeasurementsOf(name))
                await ChangeAsync($"DROP SERIES FROM {InfluxQl.Name(measurement)} WHERE {InfluxQl.Is(name)}", cancellationToken).ConfigureAwait(false);
            _lateDays.Forget();
            _known.Forget();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Rolls up, saves how far, and only then removes: a crash in between leaves what nobody reads any more, never a hole.</summary>
    private async ValueTask<(int Days, long Removed, bool IsDone)> MaintainAsync(SourceId source, MaintenanceRun run, int mostDays, CancellationToken cancellationToken)
    {
        // What this process has taken is to be in the day's samples; while it can't be, no day counts as rolled up.
        await _lanes[WriteLane.Of(source, Lanes)].DrainAsync(cancellationToken).ConfigureAwait(false);
        var (name, retention) = (NameOf(source), WithinPolicy(run.Retention(source)));
        if (!_options.RollUps)
            return (0, await RemoveAsync(name, RollUpLevel.Raw, Upkeep.None.After(retention, run.NowUnixMs, Upkeep.Whole), cancellationToken).ConfigureAwait(false), true);

        var (days, before, target, areDaysDone) = await _daily.RunAsync(name, source, retention, run.NowUnixMs, mostDays, cancellationToken).ConfigureAwait(false);
        var isChanged = !target.IsSameAs(before);
        if (isChanged) await _rollUps.PutUpkeepAsync(name, target, cancellationToken).ConfigureAwait(false);
        if (!areDaysDone) return (days, 0, false);
        // Days that were rolled up may have had samples from before their time.
        if (!isChanged && days == 0) return (0, 0, true);
        var removed = 0L;
        for (var level = RollUpLevel.Raw; level <= RollUpLevel.Day; level++) removed += await RemoveAsync(name, level, target, cancellationToken).ConfigureAwait(false);
        return (days, removed, true);
    }

    /// <summary>Where the samples' retention policy is ours and ends earlier than the rules, the server removes them by itself.</summary>
    private SourceRetention WithinPolicy(SourceRetention retention)
    {
        if (_options.RetentionDuration is not { } kept) return retention;
        return retention with { Default = Within(retention.Default), Points = retention.Points.ToDictionary(static point => point.Key, point => Within(point.Value)) };

        RetentionRule Within(RetentionRule rule) => rule.Raw is { } raw && raw <= kept ? rule : rule with { Raw = kept };
    }

    /// <summary>Lines go when no point of them is to be kept any longer: InfluxDB can't remove one field.</summary>
    private async ValueTask<long> RemoveAsync(SeriesName name, RollUpLevel level, Upkeep target, CancellationToken cancellationToken)
    {
        var gone = target.Points.Select(point => target.GoneBefore(point, level)).Append(target.GoneBefore(null, level)).Min();
        if (gone is Upkeep.NotMade or Upkeep.Whole) return 0;
        var (measurement, from) = level == RollUpLevel.Raw
            ? (LineProtocol.Clean(name.Type), InfluxQl.From(_options, name))
            : (RollUpText.MeasurementOf(name, level), _rollUps.From(RollUpText.MeasurementOf(name, level)));
        // A bucket of which any part is evidence stays.
        var pinned = target.Pinned.Select(pin => new TimeSpanUnixMs(level.BucketOf(pin.FromUnixMs), pin.ToUnixMs));
        var removed = 0L;
        foreach (var gap in Unpinned(pinned, gone))
        {
            if (InfluxQl.Between(gap.FromUnixMs, gap.ToUnixMs) is not { } between) continue;
            var condition = $"{InfluxQl.Is(name)} AND {between}";
            if (!await _reader.HasLinesAsync(from, condition, cancellationToken).ConfigureAwait(false)) continue;
            await ChangeAsync($"DELETE FROM {InfluxQl.Name(measurement)} WHERE {condition}", cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }

    /// <summary>Under the writing lock. A server that is known to be away isn't asked.</summary>
    /// <exception cref="StoreUnavailableException">It is away: a lane that is back a moment later must not take late samples without a note.</exception>
    private ValueTask NoteLateDaysAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes) lane.ThrowIfAway();
        var today = RollUpLevel.Day.BucketOf(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        return _lateDays.NoteAsync(batch, Math.Max(today, Volatile.Read(ref _maintainedThrough)), cancellationToken);
    }

    /// <summary>What lies before an instant and in none of the stretches.</summary>
    private static IEnumerable<TimeSpanUnixMs> Unpinned(IEnumerable<TimeSpanUnixMs> pinned, long beforeUnixMs)
    {
        var from = long.MinValue;
        foreach (var pin in pinned.OrderBy(static pin => pin.FromUnixMs))
        {
            if (pin.FromUnixMs >= beforeUnixMs) break;
            if (pin.FromUnixMs > from) yield return new TimeSpanUnixMs(from, pin.FromUnixMs);
            from = Math.Max(from, pin.ToUnixMs);
        }

        if (from < beforeUnixMs) yield return new TimeSpanUnixMs(from, beforeUnixMs);
    }

    private async ValueTask ChangeAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            await _server.RunAsync(statement, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryRefusedException e) when (e.Message.Contains("not found", StringComparison.Ordinal))
        {
            // Nothing is there to be removed.
        }
        catch (QueryRefusedException e)
        {
            throw new StoreUnavailableException(
                "refused", string.Create(CultureInfo.InvariantCulture, $"InfluxDB at {_options.Url} refuses to delete: {e.Message}. Does its user have the right to write, and does its version delete by InfluxQL?"), e);
        }
    }
}
