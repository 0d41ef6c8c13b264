using System.Runtime.InteropServices;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Notes the days that get samples after they may have been rolled up, before those samples are written. Days that are going on need no note: their turn
/// comes when they end. One user at a time.
/// </summary>
/// <param name="renewed">
/// A note counts for what comes within this time; then it is made again. Whoever rolls up deals with notes older than this only, so nothing slips between.
/// </param>
internal sealed class LateDays(RollUpServer server, ISeriesNames names, TimeProvider clock, TimeSpan renewed)
{
    /// <summary>Notes remembered; a copy of a large store makes more, and then some are made twice.</summary>
    private const int MostRemembered = 100_000;

    private readonly Dictionary<(int Source, long Day), long> _noted = [];
    private readonly List<(SeriesName, long)> _days = [];

    /// <param name="endedBefore">Days that begin before this have ended.</param>
    public ValueTask NoteAsync(ReadingBatch batch, long endedBefore, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].EventTimeUnixMs < endedBefore) return NoteLateAsync(batch, i, endedBefore, cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What was noted of a source is gone with it.</summary>
    public void Forget() => _noted.Clear();

    private async ValueTask NoteLateAsync(ReadingBatch batch, int first, long endedBefore, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        _days.Clear();
        for (var i = first; i < batch.Count; i++) Look(batch[i], endedBefore, now);
        if (_days.Count == 0) return;
        try
        {
            await server.NoteAsync(_days, now, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nobody knows which were noted.
            _noted.Clear();
            throw;
        }
    }

    private void Look(in Reading reading, long endedBefore, long now)
    {
        if (reading.EventTimeUnixMs >= endedBefore || reading.Values.IsEmpty) return;
        var day = RollUpLevel.Day.BucketOf(reading.EventTimeUnixMs);
        if (_noted.Count >= MostRemembered) _noted.Clear();
        ref var noted = ref CollectionsMarshal.GetValueRefOrAddDefault(_noted, (reading.Source.Value, day), out var isKnown);
        if (isKnown && now - noted < renewed.TotalMilliseconds) return;
        noted = now;
        _days.Add((FieldNamesByType.NameOf(names, reading.Source), day));
    }
}
