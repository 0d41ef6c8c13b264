using System.Globalization;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

public sealed partial class InfluxTimeSeriesStore
{
    private readonly SemaphoreSlim _maintaining = new(1);
    private SourceId _searchedThrough = new(int.MinValue);

    public async ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        // Nothing under way, and the position behind it: neither a request nor a replay of the journal brings anything back.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var lane in _lanes) await lane.DrainAsync(cancellationToken).ConfigureAwait(false);
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            var name = NameOf(source);
            // Of every retention policy: DROP SERIES knows none.
            await ChangeAsync($"DROP SERIES FROM {InfluxQl.Name(LineProtocol.Clean(name.Type))} WHERE {InfluxQl.Is(name)}", cancellationToken).ConfigureAwait(false);
            _known.Forget();
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        await _maintaining.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var sources = await SourcesAsync(_searchedThrough, run.MostSources, cancellationToken).ConfigureAwait(false);
            var removed = 0L;
            foreach (var source in sources) removed += await RemoveOldAsync(source, run, cancellationToken).ConfigureAwait(false);
            var isComplete = sources.Count < run.MostSources;
            _searchedThrough = isComplete ? new SourceId(int.MinValue) : sources[^1];
            return new MaintenanceReport(0, sources.Count, removed, isComplete);
        }
        finally
        {
            _maintaining.Release();
        }
    }

    /// <summary>A line is removed when no point of it is to be kept any longer: InfluxDB can't remove one field of it.</summary>
    private async ValueTask<long> RemoveOldAsync(SourceId source, MaintenanceRun run, CancellationToken cancellationToken)
    {
        var retention = run.Retention(source);
        var rules = retention.Points.Values.Append(retention.Default).Select(static rule => rule.Raw).ToList();
        if (rules.Contains(null)) return 0;
        var before = run.NowUnixMs - (long)rules.Max()!.Value.TotalMilliseconds;
        var name = NameOf(source);
        var removed = 0L;
        foreach (var gap in Unpinned(retention.Pinned, before))
        {
            if (InfluxQl.Between(gap.FromUnixMs, gap.ToUnixMs) is not { } between) continue;
            var condition = $"{InfluxQl.Is(name)} AND {between}";
            if (!await _reader.HasLinesAsync(name, condition, cancellationToken).ConfigureAwait(false)) continue;
            await ChangeAsync($"DELETE FROM {InfluxQl.Name(LineProtocol.Clean(name.Type))} WHERE {condition}", cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }

    /// <summary>What lies before an instant and in none of the stretches.</summary>
    private static IEnumerable<TimeSpanUnixMs> Unpinned(IReadOnlyList<TimeSpanUnixMs> pinned, long beforeUnixMs)
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
