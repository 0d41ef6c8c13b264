using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Rolls up a source's days that have ended, and those that took late samples since: always anew from all samples of the day, so twice is the same as once.
/// One run at a time.
/// </summary>
internal sealed class SourceRollUps(RollUpServer server, SeriesReader samples, TimeProvider clock, TimeSpan renewed)
{
    /// <summary>A clock of another process may be this much ahead.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    private static readonly long DayMs = RollUpLevel.Day.BucketMs();

    /// <summary>Rolls up at most so many days and says what the source's upkeep is to be: while days are left, how far it came; then what is to be removed, too.</summary>
    /// <returns>Days rolled up; the upkeep before, and what it is to be before anything is removed; whether none is left.</returns>
    public async ValueTask<(int Days, Upkeep Before, Upkeep Target, bool IsDone)> RunAsync(
        SeriesName name, SourceId source, SourceRetention retention, long nowUnixMs, int mostDays, CancellationToken cancellationToken)
    {
        // Before the first look: what is noted from here on is dealt with the next time.
        var through = (clock.GetUtcNow() - renewed - (renewed > TimeSpan.Zero ? ClockSlack : TimeSpan.Zero)).ToUnixTimeMilliseconds();
        var today = RollUpLevel.Day.BucketOf(nowUnixMs);
        var known = await server.UpkeepAsync(name, long.MinValue, today, cancellationToken).ConfigureAwait(false);
        var target = known.Upkeep.After(retention, nowUnixMs, today);
        var removed = target.Points.Select(point => target.GoneBefore(point, RollUpLevel.Raw)).Append(target.GoneBefore(null, RollUpLevel.Raw)).Max();
        // More may be on its way to a day that was noted just now, and queries take its samples till then. It waits, unless those are about to go.
        var days = known.LateDays.Where(day => day.NotedUnixMs < through || day.StartUnixMs < removed).Select(static day => day.StartUnixMs).ToHashSet();
        if (known.Upkeep.RolledThroughUnixMs < today)
            days.UnionWith(await server.DaysWithSamplesAsync(name, known.Upkeep.RolledThroughUnixMs, today, cancellationToken).ConfigureAwait(false));
        var next = days.Order().Take(mostDays).ToList();
        foreach (var day in next) await RollUpAsync(name, source, day, retention, known.Upkeep, cancellationToken).ConfigureAwait(false);
        await server.EndAsync(name, next.Intersect(known.LateDays.Select(static day => day.StartUnixMs)), through, cancellationToken).ConfigureAwait(false);
        var left = days.Except(next).DefaultIfEmpty(today).Min();
        return left < today ? (next.Count, known.Upkeep, known.Upkeep.Until(retention, left), false) : (next.Count, known.Upkeep, target, true);
    }

    private async ValueTask RollUpAsync(SeriesName name, SourceId source, long day, SourceRetention retention, Upkeep upkeep, CancellationToken cancellationToken)
    {
        // Rolled up when it was whole; by now the server has dropped some of its samples, or may any moment.
        if (day < upkeep.RolledThroughUnixMs && day < upkeep.SamplesFromUnixMs) return;
        var rows = new ReadingBatch();
        await samples.ReadAsync(name, source, day, day + DayMs, int.MaxValue, rows, cancellationToken).ConfigureAwait(false);
        var series = new SortedDictionary<ushort, List<Sample>>();
        for (var i = 0; i < rows.Count; i++) Take(rows[i], series);
        // Gone: what is left of the day's samples would say too little.
        foreach (var point in series.Keys.Where(point => day < upkeep.GoneBefore(point, RollUpLevel.Raw)).ToList()) series.Remove(point);
        foreach (var level in RollUpLevels.Made)
        {
            var builder = new RollUpBuilder(level);
            var buckets = new List<(ushort, RollUpBucket)>();
            foreach (var (point, ofPoint) in series)
            {
                if (!retention.Of(point).Makes(level)) continue;
                builder.Clear();
                foreach (var sample in ofPoint) builder.Add(sample.TimestampUnixMs, sample.Value);
                foreach (var bucket in builder.Finish()) buckets.Add((point, bucket));
            }

            await server.PutAsync(name, level, buckets, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Take(in Reading reading, SortedDictionary<ushort, List<Sample>> series)
    {
        foreach (var value in reading.Values)
        {
            if (!series.TryGetValue(value.Point, out var samples)) series.Add(value.Point, samples = []);
            samples.Add(new Sample(reading.EventTimeUnixMs, value.Value));
        }
    }
}
