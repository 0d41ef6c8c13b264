using System.Text;
using Facilities.Mqtt;
using Facilities.Simulator.Assets;
using Facilities.Simulator.Hosting;

namespace Facilities.Simulator.Replay;

/// <summary>
/// Plays a recording as an asset over MQTT. Times are shifted by one constant, so gaps stay what they were:
/// <code>
/// paced:       first row = now of the site clock, each row leaves when its time has come
/// flat out:    last row = now of the site clock, rows leave as fast as they are acknowledged
/// </code>
/// </summary>
internal sealed class ReplayPlayer(BrokerEndpoint broker, TimeProvider siteClock)
{
    private const int Batch = 500;

    /// <summary>A lost connection is tried again this often; what was not acknowledged is sent again.</summary>
    private const int Attempts = 8;

    /// <param name="recording">What to play.</param>
    /// <param name="site">Site code.</param>
    /// <param name="asset">Asset code.</param>
    /// <param name="flatOut">As fast as acknowledged, all in the past.</param>
    /// <param name="progress">Rows acknowledged so far.</param>
    /// <param name="ct">Ends the replay; rows already acknowledged stay.</param>
    /// <exception cref="MqttConnectionException">The service can't be reached, or was lost too often.</exception>
    public async Task<ReplaySummary> PlayAsync(CsvRecording recording, string site, string asset, bool flatOut, Action<int>? progress, CancellationToken ct)
    {
        var rows = recording.Rows;
        var now = siteClock.GetUtcNow().ToUnixTimeMilliseconds();
        var shift = flatOut ? now - rows[^1].OffsetMs : now;
        var topic = Encoding.UTF8.GetBytes($"fm/v1/{site}/{asset}/telemetry");
        var counters = new GatewayCounters();
        var backoff = new Backoff(SeededRandom.For(asset.Length, asset));
        using var report = new Report();
        var done = 0;
        for (var attempt = 1; done < rows.Count; attempt++)
        {
            try
            {
                await using var client = new MqttClient(Options(site, asset, counters));
                await client.ConnectAsync(ct);
                while (done < rows.Count)
                {
                    var until = flatOut ? Math.Min(rows.Count, done + Batch) : await DueAsync(rows, done, shift, ct);
                    for (var i = done; i < until; i++) await client.PostAsync(topic, Payload(report, recording.Map, rows[i], shift), 0, ct);
                    await client.DrainAsync(ct);
                    done = until;
                    progress?.Invoke(done);
                }
                await client.DisconnectAsync(ct: ct);
            }
            catch (MqttConnectionException) when (attempt < Attempts && done > 0)
            {
                await Task.Delay(backoff.Next(), ct);
            }
        }
        return new ReplaySummary(recording, site, asset, rows.Count, counters.Refused, shift, shift + rows[^1].OffsetMs);
    }

    /// <summary>Waits until the next row's time has come on the site clock.</summary>
    /// <returns>The end of the rows that are due.</returns>
    private async Task<int> DueAsync(IReadOnlyList<RecordedRow> rows, int from, long shift, CancellationToken ct)
    {
        while (true)
        {
            var now = siteClock.GetUtcNow().ToUnixTimeMilliseconds();
            var until = from;
            while (until < rows.Count && until - from < Batch && rows[until].OffsetMs + shift <= now) until++;
            if (until > from) return until;
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
    }

    private MqttClientOptions Options(string site, string asset, GatewayCounters counters) => new()
    {
        Host = broker.Host,
        Port = broker.Port,
        Username = broker.UserName,
        Password = broker.Password,
        ClientId = $"replay-{site}-{asset}",
        MaximumInFlight = Batch,
        PublishObserver = counters,
    };

    private static byte[] Payload(Report report, RecordingMap map, RecordedRow row, long shift)
    {
        report.Begin(shift + row.OffsetMs, frozen: false);
        for (var i = 0; i < row.Values.Length; i++)
        {
            if (double.IsNaN(row.Values[i])) continue;
            if (map.Columns[i].Flag) report.Flag(map.Columns[i].Point, row.Values[i] != 0);
            else report.Exact(map.Columns[i].Point, row.Values[i]);
        }
        return report.End();
    }
}
