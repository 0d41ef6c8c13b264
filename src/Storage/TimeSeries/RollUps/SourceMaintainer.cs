using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>
/// Keeps one source after the other in shape: rolls up the days whose samples changed and takes out what is past its time. A day is always made
/// anew from all its samples, so doing it twice changes nothing and a late sample corrects it; where a day's samples are gone its buckets stay as they
/// are. Used by one thread at a time, inside a transaction of the writing connection.
/// </summary>
internal sealed class SourceMaintainer : IDisposable
{
    private static readonly long DayMs = RollUpLevel.Day.BucketMs();

    private readonly RollUpTables _tables;
    private readonly BlockTrimmer _trimmer;
    private readonly StoreReader _reader;
    private readonly ReadingBatch _rows = new();
    private readonly Dictionary<ushort, List<Sample>> _series = [];
    private readonly RollUpFormat _format = new();
    private readonly List<(ChunkEditor Editor, RollUpBuilder Builder)> _levels;

    public SourceMaintainer(SqliteConnection connection, BlockWrites writes, string path, Action<SourceId, BlockPlace, string> damaged)
    {
        _tables = new RollUpTables(connection);
        _trimmer = new BlockTrimmer(connection, writes);
        _reader = new StoreReader(path, damaged);
        _levels =
        [
            .. RollUpLevels.Made.Select(level => (
                new ChunkEditor(_tables, _format, level)
                {
                    Damaged = (source, _, start, problem) =>
                    {
                        damaged(source, new BlockPlace(0, start, start + RollUpFormat.ChunkMs(level) - 1, 0), problem);
                        for (var day = start; day < start + RollUpFormat.ChunkMs(level); day += DayMs) _tables.NotePending(source, RollUpLevel.Day.BucketOf(day));
                    },
                },
                new RollUpBuilder(level))),
        ];
    }

    public List<long> PendingSources(long beforeUnixMs, int limit) => _tables.PendingSources(beforeUnixMs, limit);

    /// <summary>
    /// Rolls up the source's pending days that have ended, at most so many, and, when none is left, takes out what is past its time.
    /// </summary>
    /// <returns>Days rolled up, blocks and chunks removed or cut, and whether the source is done.</returns>
    public (int Days, long Removed, bool IsDone) Maintain(SourceState state, SourceRetention retention, long nowUnixMs, int mostDays)
    {
        var upkeep = _tables.UpkeepOf(state.Source);
        var today = RollUpLevel.Day.BucketOf(nowUnixMs);
        var pending = _tables.PendingDays(state.Source, long.MinValue, today);
        var days = Math.Min(pending.Count, mostDays);
        for (var i = 0; i < days; i++) RollUp(state, pending[i], retention, upkeep);
        foreach (var (editor, _) in _levels) editor.Close();
        for (var i = 0; i < days; i++) _tables.EndPending(state.Source, pending[i]);
        if (days > 0) state.NotedDayUnixMs = long.MinValue;
        if (days < pending.Count) return (days, 0, false);

        var target = upkeep.After(retention, nowUnixMs, days > 0 ? today : upkeep.RolledThroughUnixMs);
        if (days == 0 && target.IsSameAs(upkeep)) return (0, 0, true);
        var removed = Trim(state, upkeep, target, pending);
        _tables.PutUpkeep(state.Source, target);
        return (days, removed, true);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _trimmer.Dispose();
        _tables.Dispose();
    }

    private void RollUp(SourceState state, long day, SourceRetention retention, Upkeep upkeep)
    {
        _rows.Clear();
        _reader.ReadRows(state, day, day + DayMs, int.MaxValue / 2, _rows, CancellationToken.None);
        foreach (var samples in _series.Values) samples.Clear();
        for (var i = 0; i < _rows.Count; i++)
        {
            var reading = _rows[i];
            foreach (var value in reading.Values)
            {
                if (!_series.TryGetValue(value.Point, out var samples)) _series.Add(value.Point, samples = []);
                samples.Add(new Sample(reading.EventTimeUnixMs, value.Value));
            }
        }

        foreach (var (point, samples) in _series)
        {
            // Gone: what is left of the day's samples would say too little.
            if (samples.Count == 0 || day < upkeep.GoneBefore(point, RollUpLevel.Raw)) continue;
            var rule = retention.Of(point);
            foreach (var (editor, builder) in _levels)
            {
                if (!rule.Makes(editor.Level)) continue;
                builder.Clear();
                foreach (var sample in samples) builder.Add(sample.TimestampUnixMs, sample.Value);
                editor.Replace(state.Source, day, point, builder.Finish());
            }
        }
    }

    private long Trim(SourceState state, Upkeep upkeep, Upkeep target, List<long> changedDays)
    {
        var removed = _trimmer.Trim(state, target, StretchesToTrim(RollUpLevel.Raw, upkeep, target, changedDays));
        foreach (var (editor, _) in _levels)
        {
            foreach (var stretch in StretchesToTrim(editor.Level, upkeep, target, []))
            {
                foreach (var (start, _) in _tables.Chunks(state.Source, editor.Level, stretch.FromUnixMs, stretch.ToUnixMs))
                {
                    var taken = editor.Keep(
                        state.Source, start,
                        (point, bucket) => bucket.StartUnixMs >= target.GoneBefore(point, editor.Level)
                            || target.IsPinned(editor.Level, bucket.StartUnixMs, bucket.StartUnixMs + editor.Level.BucketMs()));
                    if (taken > 0) removed++;
                    editor.Close();
                }
            }
        }

        return removed;
    }

    /// <summary>Where something may have to go: what newly is past its time, what is no longer pinned, and what came too late.</summary>
    private static List<TimeSpanUnixMs> StretchesToTrim(RollUpLevel level, Upkeep upkeep, Upkeep target, List<long> changedDays)
    {
        var stretches = new HashSet<TimeSpanUnixMs>();
        var latest = Upkeep.Whole;
        foreach (var point in target.Points.Select(static p => (ushort?)p).Append(null))
        {
            var to = target.GoneBefore(point, level);
            // Of a level that isn't made any more the past stays until its rule is back: nothing says how long it would have been kept.
            if (to == Upkeep.NotMade) continue;
            var from = upkeep.GoneBefore(point, level);
            if (from == Upkeep.NotMade) from = Upkeep.Whole;
            if (from < to) stretches.Add(new TimeSpanUnixMs(from, to));
            latest = Math.Max(latest, to);
        }

        foreach (var pin in upkeep.Pinned)
        {
            if (!target.IsWhollyPinned(level, pin.FromUnixMs, pin.ToUnixMs) && pin.FromUnixMs < latest) stretches.Add(pin);
        }

        foreach (var day in changedDays)
        {
            if (day < latest) stretches.Add(new TimeSpanUnixMs(day, day + DayMs));
        }

        return [.. stretches.OrderBy(static s => s.FromUnixMs)];
    }
}
