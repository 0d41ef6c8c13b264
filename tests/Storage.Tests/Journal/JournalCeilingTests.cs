using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Journal;

public sealed class JournalCeilingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Appends_wait_at_the_ceiling_in_their_order_and_go_on_when_it_rises()
    {
        await using var journal = await TelemetryJournal.OpenAsync(JournalReadings.Options(_folder));
        await journal.AppendNumbersAsync(0, 10);
        // Records differ by a byte or two: half a one more settles it.
        var length = journal.Appended.Offset / 10;
        journal.Confine(new JournalPosition(journal.Appended.Offset + 2 * length + length / 2));

        var appends = Enumerable.Range(10, 5).Select(number => journal.AppendNumberAsync(number).AsTask()).ToArray();
        appends.Count(append => append.IsCompleted).ShouldBe(2);
        journal.Statistics.WaitingAppends.ShouldBe(3);

        journal.Confine(new JournalPosition(journal.Appended.Offset + length + length / 2));
        appends.Count(append => append.IsCompleted).ShouldBe(3);
        journal.Confine(null);
        await Task.WhenAll(appends);
        await journal.DurableAsync(journal.Appended);
        journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 15));
    }

    [Fact]
    public async Task A_ceiling_below_what_was_accepted_takes_nothing_back()
    {
        await using var journal = await TelemetryJournal.OpenAsync(JournalReadings.Options(_folder));
        await journal.AppendNumbersAsync(0, 10);

        journal.Confine(JournalPosition.Start);

        journal.AppendNumberAsync(10).AsTask().IsCompleted.ShouldBeFalse();
        journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 10));
    }
}
