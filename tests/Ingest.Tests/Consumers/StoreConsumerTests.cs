using Facilities.Ingest.Consumers;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

/// <summary>A store that is away, hangs or fails, between a real journal and a real store.</summary>
public sealed class StoreConsumerTests
{
    /// <summary>A minute at 2,000 messages a second.</summary>
    private const int Backlog = 120_000;

    [Fact]
    public async Task After_an_outage_nothing_is_lost_and_what_arrives_is_written_before_the_backlog_is()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        var away = true;
        var attempts = 0;
        using var permits = new SemaphoreSlim(0);
        var waiting = 0;
        var inOrder = new List<int>();
        rig.Script.Write = async (batch, through, ct, write) =>
        {
            Interlocked.Increment(ref attempts);
            if (Volatile.Read(ref away)) throw new StoreUnavailableException("connection-refused", "Nobody listens.");
            Interlocked.Increment(ref waiting);
            await permits.WaitAsync(CancellationToken.None);
            if (through > JournalPosition.Start) inOrder.AddRange(StoreConsumerRig.Numbers(batch));
            await write();
        };
        rig.Consumer.Start(JournalPosition.Start);
        await rig.AppendAsync(0, Backlog);
        await Eventually.HoldsAsync(() => Volatile.Read(ref attempts) > 0 && rig.Journal.AgeOf(JournalPosition.Start) > LiveLane.OpensAt, "the outage is noticed");
        rig.Consumer.Status.Error.ShouldBe("connection-refused");
        rig.Consumer.Position.ShouldBe(JournalPosition.Start);

        Volatile.Write(ref away, false);
        await Eventually.HoldsAsync(() => Volatile.Read(ref waiting) == 1, "the store is tried again");
        await rig.AppendAsync(Backlog, 1);
        permits.Release(2);
        await Eventually.HoldsAsync(async () => await rig.HoldsAsync(Backlog), "the newest reading is in the store");

        rig.Consumer.Status.IsCatchingUp.ShouldBeTrue();
        (await rig.HoldsAsync(Backlog - 1)).ShouldBeFalse("the backlog has hardly begun");
        permits.Release(10_000);
        await Eventually.HoldsAsync(() => rig.Consumer.Position == rig.Journal.Appended, "all is applied");
        inOrder.ShouldBe(Enumerable.Range(0, Backlog + 1));
        (await rig.StoredAsync(Backlog + 1)).ShouldBe(Enumerable.Range(0, Backlog + 1));
        await Eventually.HoldsAsync(() => rig.Consumer.Status is { IsCatchingUp: false, Error: null }, "the lane is closed");
    }

    [Fact]
    public async Task Nothing_is_read_again_before_the_listeners_are_open()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        await rig.AppendAsync(0, 10);
        var listening = new TaskCompletionSource();
        var written = 0;
        rig.Script.Write = async (_, _, _, write) =>
        {
            listening.Task.IsCompleted.ShouldBeTrue();
            Interlocked.Increment(ref written);
            await write();
        };

        rig.Consumer.Start(JournalPosition.Start, listening.Task);
        rig.Consumer.Status.LagBytes.ShouldBeGreaterThan(0);
        listening.SetResult();

        await Eventually.HoldsAsync(async () => rig.Consumer.Position == rig.Journal.Appended && await rig.HoldsAsync(9), "all is written then");
        written.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_asked_again()
    {
        await using var rig = await StoreConsumerRig.OpenAsync(TimeSpan.FromMilliseconds(300));
        var hung = 0;
        rig.Script.Write = async (_, _, ct, write) =>
        {
            if (Interlocked.Increment(ref hung) <= 2) await Task.Delay(Timeout.Infinite, ct);
            await write();
        };
        await rig.AppendAsync(0, 10);
        rig.Consumer.Start(JournalPosition.Start);

        await Eventually.HoldsAsync(() => rig.Consumer.Status.Error == "timeout", "the hang is told");
        await Eventually.HoldsAsync(async () => rig.Consumer.Position == rig.Journal.Appended && await rig.HoldsAsync(9), "all is written in the end");
    }

    [Fact]
    public async Task A_failure_of_any_other_kind_keeps_the_position_and_the_order()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        var failures = 3;
        var written = new List<int>();
        rig.Script.Write = async (batch, _, _, write) =>
        {
            if (failures-- > 0) throw new IOException("disk I/O error");
            written.AddRange(StoreConsumerRig.Numbers(batch));
            await write();
        };
        await rig.AppendAsync(0, 5_000);
        rig.Consumer.Start(JournalPosition.Start);

        await Eventually.HoldsAsync(() => rig.Consumer.Position == rig.Journal.Appended, "all is applied");
        written.ShouldBe(Enumerable.Range(0, 5_000));
    }
}
