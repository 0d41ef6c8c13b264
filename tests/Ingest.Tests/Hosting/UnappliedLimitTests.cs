using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Journal;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>The whole service with a store that is slow, then one that is away: the first is a matter of pace, the second of the journal's own limits; and with detectors that can't save.</summary>
public sealed class UnappliedLimitTests : ServiceFacts
{
    private const long Limit = 16L << 20;

    [Fact]
    public async Task A_slow_store_holds_publishers_back_at_the_limit_and_one_that_is_away_does_not()
    {
        await using var real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = Folder.File("slow.db"), CheckpointBytes = Limit / 2 });
        var (store, script) = ScriptedStore.Around(real);
        using var permits = new SemaphoreSlim(0);
        script.Write = async (_, _, ct, write) =>
        {
            await permits.WaitAsync(ct);
            await write();
        };
        await using var service = await StartAsync(
            services => services.AddSingleton(store), "--Journal:UnappliedLimitBytes", Limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var journal = service.Services.GetRequiredService<JournalHandle>().Journal;
        var accepted = 0;
        using var stop = new CancellationTokenSource();
        var appending = AppendAsync(journal, () => Interlocked.Increment(ref accepted), stop.Token);

        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.TooSlow), "publishers are held back and it is alarmed");
        var status = service.Status;
        status.UnappliedBytes.ShouldBeInRange(Limit / 10 * 9, Limit);
        status.HeldBack.ShouldBe(1);
        status.Consumers.ShouldAllBe(consumer => consumer.Error == null);
        appending.IsCompleted.ShouldBeFalse();

        script.Away = new StoreUnavailableException("connection-refused", "Nobody listens there.");
        permits.Release(1_000_000);
        await Eventually.HoldsAsync(() => service.Status.UnappliedBytes > 2 * Limit, "away, it no longer holds anybody back");
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.StoreAway), "that is another alarm");
        await stop.CancelAsync();
        await appending;

        script.Away = null;
        await Eventually.HoldsAsync(() => service.Status.Consumers.All(consumer => consumer is { Error: null, LagBytes: 0 }), "the backlog is worked off");
        await Eventually.HoldsAsync(() => service.Status.UnappliedBytes <= Limit / 2, "and applied");
        (await real.RangeAsync(Database.First, 1_000, 0, long.MaxValue, int.MaxValue)).Count.ShouldBe(accepted);
    }

    [Fact]
    public async Task Detectors_whose_state_cannot_be_saved_hold_nobody_back_and_are_alarmed_until_it_can()
    {
        // Where the state is written first there is something else.
        Directory.CreateDirectory(Folder.File("detector.state.new"));
        await using var service = await StartAsync(
            "--Journal:UnappliedLimitBytes", Limit.ToString(System.Globalization.CultureInfo.InvariantCulture), "--Detection:SaveEverySeconds", "0.2");
        var journal = service.Services.GetRequiredService<JournalHandle>().Journal;
        using var stop = new CancellationTokenSource();
        var appending = AppendAsync(journal, static () => { }, stop.Token);

        await Eventually.HoldsAsync(() => service.Status.UnappliedBytes > 2 * Limit, "publishers go on");
        await stop.CancelAsync();
        await appending;
        await Eventually.HoldsAsync(() => service.Status.Alarms.Contains(IngestAlarms.NotSaved), "it is alarmed");
        service.Status.Alarms.ShouldNotContain(IngestAlarms.TooSlow);
        service.Status.Consumers.Single(consumer => consumer.Name == "detection").Error.ShouldBe(ConsumerStatus.NotSaved);

        Directory.Delete(Folder.File("detector.state.new"));
        await Eventually.HoldsAsync(() => service.Status.Consumers.All(consumer => consumer.Error is null), "it is saved");
        await Eventually.HoldsAsync(() => service.Status.UnappliedBytes <= Limit / 2, "and applied");
    }

    /// <summary>Readings of some kilobytes, a millisecond apart, each accepted before the next is sent.</summary>
    private async Task AppendAsync(TelemetryJournal journal, Action accepted, CancellationToken cancellationToken)
    {
        var values = Enumerable.Range(1_000, 900).Select(no => new PointValue((ushort)no, Math.Sqrt(no))).ToArray();
        var begin = Now - 3_600_000;
        try
        {
            for (var number = 0; ; number++)
            {
                await journal.AppendAsync(new Reading { Source = Database.First, EventTimeUnixMs = begin + number, ReceiveTimeUnixMs = Now, Values = values }, cancellationToken);
                accepted();
                // The disk's turn, so that the other tests' machine isn't flooded.
                await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            // Held back, or enough.
        }
    }
}
