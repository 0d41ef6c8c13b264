using System.Globalization;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Domain.Permits;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Claims;

/// <summary>
/// Reads what telemetry proves of a trigger while a fault is open: reading by reading, a value standing until the next one is told, nothing counted before the fault began or
/// while a permit runs. Memory doesn't grow with the stretch. Thread-safe.
/// </summary>
internal sealed class LossReader(ITimeSeriesStore series, AssetTemplateCatalog templates)
{
    /// <summary>A heartbeat is missing after three intervals; <see cref="Coverage.Tolerance"/> allows for half of that.</summary>
    private const int HeartbeatsCovered = 2;

    private const int Page = 2_000;

    /// <summary>What a point reports only on change was told some time before.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(24);

    /// <summary>A loss that goes on for longer is at its last step.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <param name="permits">Of the asset.</param>
    /// <param name="zone">The site's: hours of permits are local.</param>
    public async Task<IReadOnlyList<ProvenLoss>> ReadAsync(
        Asset asset, TriggerRule rule, Fault fault, IReadOnlyList<Permit> permits, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var template = templates[asset.TypeKey];
        var expected = template.Heartbeat * HeartbeatsCovered;
        var scan = new LossScan(expected, TimeSpan.FromMilliseconds(CoverageCount.Reach(expected)));
        var end = fault.EndedAt is { } ended && ended < now ? ended : now;
        var until = end < fault.OnsetAt + Longest ? end : fault.OnsetAt + Longest;
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var source = new SourceId(asset.Id.Value);
        var batch = new ReadingBatch(Page);
        double? counted = null;
        for (long at = (fault.OnsetAt - Before).ToUnixTimeMilliseconds(), to = until.ToUnixTimeMilliseconds(); at < to;)
        {
            batch.Clear();
            await series.ReadingsAsync(source, at, to, Page, batch, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                var reading = batch[i];
                foreach (var value in reading.Values)
                {
                    if (template.PointTable.TryGet(value.Point, out var point)) values[point.Key] = value.Value;
                }

                var moment = DateTimeOffset.FromUnixTimeMilliseconds(reading.EventTimeUnixMs);
                bool? holds;
                if (rule.Counter is { } counter)
                {
                    double? count = values.TryGetValue(counter, out var known) && !double.IsNaN(known) ? known : null;
                    // A counter that fell was set back: nothing can be told of the time before.
                    holds = count is null || counted is null || count < counted ? null : count == counted;
                    counted = count ?? counted;
                }
                else
                {
                    holds = rule.Holds(key => values.TryGetValue(key, out var known) ? known : null, key => Number(asset, key));
                }

                var counts = moment >= fault.OnsetAt && !permits.Any(permit => permit.RunsAt(moment, zone));
                if (counts || holds is null) scan.Add(moment, holds);
                else if (moment >= fault.OnsetAt) scan.Add(moment, holds == true ? null : false);
                at = reading.EventTimeUnixMs + 1;
            }

            if (batch.Count < Page) break;
        }

        return scan.Finish(until);
    }

    private static double? Number(Asset asset, string key) =>
        asset.Attributes.TryGetValue(key, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
