using System.Text;
using System.Text.Json;
using Facilities.Domain;
using Facilities.Simulator.Replay;

namespace Facilities.Simulator.Tests.Replay;

public class ReplayPlayerTests
{
    private static readonly RecordingMap Map = new()
    {
        Type = "test-rig-pump",
        TimeColumn = "t",
        TimeFormat = "seconds",
        RowPeriodSeconds = 1,
        TrainingRows = 400,
        Columns = [new RecordedColumn { Column = "flow", Point = "flow_l_min" }],
    };

    [Fact]
    public async Task Flat_out_the_last_row_is_at_now_and_gaps_stay()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System, 1, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var recording = Recording(2_000, gapAfter: 500);
        var progress = 0;
        var before = clock.NowUnixMs;
        var summary = await new ReplayPlayer(service.Broker, clock).PlayAsync(recording, "replay", "rig", flatOut: true, done => progress = done, default);

        var sent = Sent(service);
        sent.Count.ShouldBe(2_000);
        progress.ShouldBe(2_000);
        sent.Select(row => row.UnixMs).ShouldBeInOrder();
        sent[^1].UnixMs.ShouldBe(summary.LastUnixMs);
        sent[^1].UnixMs.ShouldBeInRange(before, clock.NowUnixMs);
        (sent[500].UnixMs - sent[499].UnixMs).ShouldBe(101_000, "the gap of the recording");
        sent.Select(row => row.Flow).ShouldBe(recording.Rows.Select(row => row.Values[0]));
    }

    [Fact]
    public async Task Paced_the_first_row_is_at_now_and_none_is_ahead_of_the_clock()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System, speed: 30);
        var start = clock.NowUnixMs;
        await new ReplayPlayer(service.Broker, clock).PlayAsync(Recording(40, gapAfter: 0, gapSeconds: 0), "replay", "rig", flatOut: false, null, default);
        var end = clock.NowUnixMs;

        var sent = Sent(service);
        sent[0].UnixMs.ShouldBeInRange(start, end);
        sent.Select(row => row.UnixMs - sent[0].UnixMs).ShouldBe(Enumerable.Range(0, 40).Select(i => i * 1000L));
        end.ShouldBeGreaterThanOrEqualTo(sent[^1].UnixMs, "a row leaves when its time has come");
    }

    private static CsvRecording Recording(int rows, int gapAfter, int gapSeconds = 100)
    {
        var text = new StringBuilder("t,flow\n");
        for (var i = 0; i < rows; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{1_000_000 + i + (i >= gapAfter ? gapSeconds : 0)},{30 + i % 7 * 0.25}\n");
        return CsvRecording.Read(new StringReader(text.ToString()), "test.csv", Map);
    }

    private static List<(long UnixMs, double Flow)> Sent(TestService service) =>
    [
        .. service.Application.Telemetry.Select(message =>
        {
            message.Topic.ShouldBe("fm/v1/replay/rig/telemetry");
            using var json = JsonDocument.Parse(message.Payload);
            return (json.RootElement.GetProperty("ts").GetInt64(), json.RootElement.GetProperty("values").GetProperty("flow_l_min").GetDouble());
        }),
    ];
}
