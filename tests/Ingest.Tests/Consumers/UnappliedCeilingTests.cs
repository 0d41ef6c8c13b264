using Facilities.Ingest.Consumers;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

public sealed class UnappliedCeilingTests
{
    private const long Limit = 100;

    private readonly UnappliedCeiling _ceiling = new(Limit);

    [Fact]
    public void While_all_consumers_work_devices_may_run_ahead_by_the_limit_and_no_further()
    {
        Look(0, 0).ShouldBe(100);
        Look(40, 130).ShouldBe(140);
        Look(40, 140).ShouldBe(140, "full is no reason to open");
    }

    [Fact]
    public void While_a_consumer_fails_there_is_no_ceiling_and_its_return_keeps_none_until_the_backlog_is_worked_off()
    {
        Look(0, 40).ShouldBe(100);
        Look(0, 100, isHealthy: false).ShouldBeNull();
        Look(0, 5_000, isHealthy: false).ShouldBeNull();
        Look(10, 5_100).ShouldBeNull("live data must not wait for the backlog");
        Look(5_060, 5_120).ShouldBeNull();
        Look(5_080, 5_120).ShouldBe(5_180);
    }

    [Fact]
    public void What_was_left_before_a_start_is_a_backlog_too()
    {
        Look(0, 300).ShouldBeNull();
        Look(280, 320).ShouldBe(380);
        Look(280, 380).ShouldBe(380);
    }

    [Fact]
    public void What_was_left_just_below_the_limit_does_not_hold_up_what_comes_after_a_start()
    {
        Look(0, 98).ShouldBeNull();
        Look(20, 110).ShouldBeNull();
        Look(70, 119).ShouldBe(170);
    }

    [Fact]
    public void A_start_with_little_left_has_the_usual_ceiling() => Look(0, 49).ShouldBe(100);

    private long? Look(long applied, long appended, bool isHealthy = true) => _ceiling.Look(new JournalPosition(applied), new JournalPosition(appended), isHealthy)?.Offset;
}
