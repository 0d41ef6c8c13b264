using Facilities.Detection;
using Facilities.Domain;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>
/// What of all assets can be seen now. Asking the store for every point of every asset is dear on a large site, so the answer is shared by
/// all pages for a few seconds. Thread-safe.
/// </summary>
public sealed class VisibilityTracker(AssetDirectory directory, NewestValues newest, SiteClock clock) : IDisposable
{
    /// <summary>How long an answer is shared, by the system clock: it spares a machine.</summary>
    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _single = new(1, 1);
    private IReadOnlyDictionary<AssetId, AssetVisibility> _current = new Dictionary<AssetId, AssetVisibility>();
    private long _takenAt;
    private bool _taken;

    public async Task<IReadOnlyDictionary<AssetId, AssetVisibility>> AllAsync(CancellationToken cancellationToken)
    {
        await _single.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_taken && TimeProvider.System.GetElapsedTime(_takenAt) < Shared) return _current;
            _current = await TakeAsync(cancellationToken).ConfigureAwait(false);
            (_takenAt, _taken) = (TimeProvider.System.GetTimestamp(), true);
            return _current;
        }
        finally
        {
            _single.Release();
        }
    }

    public void Dispose() => _single.Dispose();

    private async Task<IReadOnlyDictionary<AssetId, AssetVisibility>> TakeAsync(CancellationToken cancellationToken)
    {
        var entries = directory.All;
        var values = await newest.OfAsync([.. entries.Select(entry => entry.Source)], cancellationToken).ConfigureAwait(false);
        var byAsset = values.ToLookup(value => value.Source.Value);
        var now = clock.NowUnixMs;
        var result = new Dictionary<AssetId, AssetVisibility>(entries.Count);
        foreach (var entry in entries) result[entry.Id] = Of(entry, [.. byAsset[entry.Source.Value]], now);
        return result;
    }

    private static AssetVisibility Of(AssetEntry entry, LastValue[] values, long nowMs)
    {
        var newest = values.Length == 0 ? 0 : values.Max(value => value.TimestampUnixMs);
        var (points, fresh) = (0, 0);
        foreach (var value in values)
        {
            if (!entry.Points.TryGet(value.Point, out var point)) continue;
            points++;
            if (PointFreshnessRule.StateOf(point, entry.Template.Heartbeat, value, newest, nowMs) == FreshnessState.Fresh) fresh++;
        }

        return new AssetVisibility(
            entry.Id, entry.Community, points, fresh, newest == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(newest),
            newest != 0 && nowMs - newest <= 3 * (long)entry.Template.Heartbeat.TotalMilliseconds);
    }
}
