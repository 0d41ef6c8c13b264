using Facilities.Ingest.Consumers;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

public sealed class LateReadingsTests
{
    private const long Minute = 60_000;
    private readonly LateReadings _late = new();

    [Fact]
    public void Remembers_how_far_back_and_until_when_a_source_delivered_late()
    {
        _late.Note(new SourceId(3), 10 * Minute, 30 * Minute);
        _late.Note(new SourceId(3), 5 * Minute, 31 * Minute);
        _late.Note(new SourceId(4), 30 * Minute, 30 * Minute + 59_999);

        _late.QuietSince(31 * Minute).ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(3, new LateReadings.Delivery(5 * Minute, 31 * Minute)));
    }

    [Fact]
    public void What_still_arrives_waits()
    {
        _late.Note(new SourceId(3), 0, 30 * Minute);

        _late.QuietSince(30 * Minute - 1).ShouldBeEmpty();
    }

    [Fact]
    public void More_that_came_during_the_look_is_looked_at_next_time()
    {
        _late.Note(new SourceId(3), 0, 30 * Minute);
        var (source, delivery) = _late.QuietSince(30 * Minute).ShouldHaveSingleItem();
        _late.Note(new SourceId(3), Minute, 31 * Minute);

        _late.Forget(source, delivery);

        _late.QuietSince(31 * Minute).ShouldHaveSingleItem();
        _late.Forget(3, new LateReadings.Delivery(0, 31 * Minute));
        _late.QuietSince(31 * Minute).ShouldBeEmpty();
    }

    /// <summary>What waits for the hourly scan still waits after a restart.</summary>
    [Fact]
    public void A_restart_forgets_none()
    {
        for (var source = 1; source <= 100; source++) _late.Note(new SourceId(source), source, source + Minute);
        var restarted = new LateReadings();

        restarted.Load(_late.Save());

        restarted.QuietSince(long.MaxValue).ShouldBe(_late.QuietSince(long.MaxValue), ignoreOrder: true);
    }
}
