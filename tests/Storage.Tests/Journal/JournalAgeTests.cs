using Facilities.Storage.Journal;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.Tests.Journal;

/// <summary>How old what waits in the journal is, and what follows from it.</summary>
public sealed class JournalAgeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_nobody_took_for_too_long_holds_appends_back_until_it_is_taken()
    {
        var clock = new JumpingClock();
        var options = Options() with { SegmentAge = TimeSpan.FromHours(1), MaximumAge = TimeSpan.FromDays(2), Clock = clock };
        await using var journal = await TelemetryJournal.OpenAsync(options, default, new JournalDisk(), NullLogger.Instance);
        await journal.AppendNumberAsync(0);
        await journal.DurableAsync(journal.Appended);
        clock.Advance(TimeSpan.FromHours(2));
        await journal.AppendNumberAsync(1);
        await journal.DurableAsync(journal.Appended);
        journal.Statistics.Segments.ShouldBe(2, "an old segment is closed however small");

        clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        journal.Release(JournalPosition.Start);
        journal.Statistics.IsTooOld.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(2));
        journal.Release(JournalPosition.Start);
        journal.Statistics.IsTooOld.ShouldBeTrue();
        var held = journal.AppendNumberAsync(2).AsTask();
        journal.Statistics.WaitingAppends.ShouldBe(1);
        held.IsCompleted.ShouldBeFalse();

        journal.Release(journal.DurableThrough);

        await journal.DurableAsync(await held.WaitAsync(TimeSpan.FromSeconds(30)));
        journal.NumbersFrom(JournalPosition.Start).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_quiet_site_whose_records_are_taken_is_never_too_old()
    {
        var clock = new JumpingClock();
        await using var journal = await TelemetryJournal.OpenAsync(Options() with { Clock = clock }, default, new JournalDisk(), NullLogger.Instance);
        await journal.AppendNumberAsync(0);
        await journal.DurableAsync(journal.Appended);
        journal.Release(journal.Appended);

        clock.Advance(TimeSpan.FromDays(30));
        journal.Release(journal.Appended);
        await journal.AppendNumberAsync(1).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await journal.DurableAsync(journal.Appended);
        journal.Release(JournalPosition.Start);

        journal.Statistics.IsTooOld.ShouldBeFalse("the record came just now, however old its segment is");
    }

    [Fact]
    public async Task A_clock_that_jumps_holds_nothing_back_while_consumers_keep_up()
    {
        var clock = new JumpingClock();
        await using var journal = await TelemetryJournal.OpenAsync(Options() with { Clock = clock }, default, new JournalDisk(), NullLogger.Instance);
        await journal.AppendNumberAsync(0);
        await journal.DurableAsync(journal.Appended);

        clock.Jump(TimeSpan.FromDays(3650));
        journal.Release(journal.DurableThrough);
        await journal.AppendNumberAsync(1).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        clock.Jump(TimeSpan.FromDays(-7300));
        await journal.AppendNumberAsync(2).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await journal.DurableAsync(journal.Appended);
        journal.Release(JournalPosition.Start);

        journal.Statistics.IsTooOld.ShouldBeFalse();
        journal.AgeOf(JournalPosition.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_age_of_what_waits_is_known_to_a_second_and_survives_a_restart_by_segments()
    {
        var clock = new JumpingClock();
        var options = Options() with { Clock = clock };
        JournalPosition second;
        await using (var journal = await TelemetryJournal.OpenAsync(options, default, new JournalDisk(), NullLogger.Instance))
        {
            second = await journal.AppendNumberAsync(0);
            await journal.DurableAsync(second);
            clock.Advance(TimeSpan.FromSeconds(90));
            await journal.AppendNumberAsync(1);
            await journal.DurableAsync(journal.Appended);
            clock.Advance(TimeSpan.FromSeconds(30));

            journal.AgeOf(JournalPosition.Start).ShouldBe(TimeSpan.FromSeconds(120));
            journal.AgeOf(second).ShouldBe(TimeSpan.FromSeconds(30));
            journal.AgeOf(journal.Appended).ShouldBe(TimeSpan.Zero);
            clock.Advance(TimeSpan.FromHours(1));
            await journal.AppendNumberAsync(2);
            await journal.DurableAsync(journal.Appended);
        }

        clock.Advance(TimeSpan.FromHours(5));
        await using var again = await TelemetryJournal.OpenAsync(options, default, new JournalDisk(), NullLogger.Instance);

        again.AgeOf(JournalPosition.Start).ShouldBe(TimeSpan.FromHours(5));
    }

    private JournalOptions Options() => JournalReadings.Options(_folder);
}
