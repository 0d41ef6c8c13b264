using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

/// <summary>A store that throws on something in a batch for no reason that it names.</summary>
public sealed class BatchIsolationTests
{
    private const int Count = 5_000;
    private static readonly ushort Speed = TestDatabase.No("car_speed");

    [Fact]
    public async Task Bad_samples_go_to_the_rejects_with_the_stores_words_and_everything_else_is_stored()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        int[] bad = [7, 1_234, 4_999];
        ThrowOn(rig, sample => sample.Point == StoreConsumerRig.Seq && bad.Contains((int)sample.Value));
        await rig.AppendAsync(0, Count, new PointValue(TestDatabase.No("car_speed"), 1.5));

        rig.Consumer.Start(JournalPosition.Start);
        await rig.AppliedAsync();

        (await rig.StoredAsync(Count)).ShouldBe(Enumerable.Range(0, Count).Except(bad));
        (await rig.Real.RangeAsync(rig.Source, TestDatabase.No("car_speed"), StoreConsumerRig.FirstMs, StoreConsumerRig.FirstMs + Count, Count)).Count
            .ShouldBe(Count, "the other values of the same readings are stored");
        rig.Refused.Select(line => line.Line).ShouldBe(bad.Select(number => $$$"""{"ts":{{{StoreConsumerRig.FirstMs + number}}},"values":{"seq":{{{number}}}}}"""));
        rig.Refused.ShouldAllBe(line => line.Reason == "OverflowException: The store can't take this." && line.Source == rig.Source);
        rig.Consumer.Status.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_store_that_fails_whatever_it_is_given_loses_nothing_and_rejects_nothing()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        var failing = true;
        ThrowOn(rig, _ => Volatile.Read(ref failing));
        await rig.AppendAsync(0, Count);

        rig.Consumer.Start(JournalPosition.Start);
        await Eventually.HoldsAsync(() => rig.Consumer.Status.Error == "failing", "it is told as the store's trouble");
        rig.Consumer.Position.ShouldBe(JournalPosition.Start);
        Volatile.Write(ref failing, false);
        await rig.AppliedAsync();

        rig.Refused.ShouldBeEmpty();
        (await rig.StoredAsync(Count)).ShouldBe(Enumerable.Range(0, Count));
    }

    [Fact]
    public async Task A_chunk_that_is_bad_throughout_waits_for_proof_that_the_store_works_and_then_holds_nobody_up()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        ThrowOn(rig, sample => sample.Value < 200);
        await rig.AppendAsync(0, 200);

        rig.Consumer.Start(JournalPosition.Start);
        await Eventually.HoldsAsync(() => rig.Consumer.Status.Error == "failing", "nothing says yet whether it is the data or the store");
        rig.Refused.ShouldBeEmpty();
        await rig.AppendAsync(200, 1);
        await rig.AppliedAsync();

        rig.Refused.Count.ShouldBe(200);
        (await rig.StoredAsync(1_000)).ShouldBe([200]);
    }

    [Fact]
    public async Task A_point_that_is_bad_in_every_reading_takes_only_itself_along()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        ThrowOn(rig, sample => sample.Point == Speed);
        await rig.AppendAsync(0, 300, new PointValue(Speed, 1.5));

        rig.Consumer.Start(JournalPosition.Start);
        await rig.AppliedAsync();

        (await rig.StoredAsync(300)).ShouldBe(Enumerable.Range(0, 300));
        rig.Refused.Count.ShouldBe(300);
        rig.Refused.ShouldAllBe(line => line.Line.Contains("car_speed"));
    }

    [Fact]
    public async Task Of_two_writes_of_a_value_the_later_stands_though_the_earlier_ones_reading_was_taken_apart()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        var occupied = TestDatabase.No("occupied");
        ThrowOn(rig, sample => sample.Point == occupied);
        await rig.AppendAsync(5, 1, new PointValue(Speed, 1), new PointValue(occupied, 1));
        await rig.AppendAsync(5, 1, new PointValue(Speed, 2));

        rig.Consumer.Start(JournalPosition.Start);
        await rig.AppliedAsync();

        (await rig.Real.RangeAsync(rig.Source, Speed, StoreConsumerRig.FirstMs, StoreConsumerRig.FirstMs + 10, 10)).ShouldHaveSingleItem().Value.ShouldBe(2);
        rig.Refused.ShouldHaveSingleItem().Line.ShouldContain("occupied");
    }

    [Fact]
    public async Task A_store_that_hangs_while_a_batch_is_taken_apart_is_given_up_like_any_other()
    {
        await using var rig = await StoreConsumerRig.OpenAsync(TimeSpan.FromMilliseconds(200));
        var hangs = true;
        rig.Script.Write = async (batch, _, ct, write) =>
        {
            if (batch.Count > 1 && StoreConsumerRig.Numbers(batch).Contains(3)) throw new OverflowException("The store can't take this.");
            if (batch.Count == 1 && Volatile.Read(ref hangs)) await Task.Delay(Timeout.Infinite, ct);
            await write();
        };
        await rig.AppendAsync(0, 10);

        rig.Consumer.Start(JournalPosition.Start);
        await Eventually.HoldsAsync(() => rig.Consumer.Status.Error == "timeout", "nothing is decided");
        Volatile.Write(ref hangs, false);
        await rig.AppliedAsync();

        rig.Refused.ShouldBeEmpty();
        (await rig.StoredAsync(10)).ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task A_store_that_goes_away_in_the_middle_decides_nothing()
    {
        await using var rig = await StoreConsumerRig.OpenAsync();
        var away = true;
        rig.Script.Write = (batch, _, _, write) =>
        {
            // Away as soon as a batch is taken apart.
            if (batch.Count < Count / 4 && Volatile.Read(ref away)) throw new StoreUnavailableException("timeout", "It does not answer.");
            if (StoreConsumerRig.Numbers(batch).Contains(3)) throw new OverflowException("The store can't take this.");
            return write();
        };
        await rig.AppendAsync(0, Count);

        rig.Consumer.Start(JournalPosition.Start);
        await Eventually.HoldsAsync(() => rig.Consumer.Status.Error == "timeout", "it is away");
        rig.Refused.ShouldBeEmpty();
        Volatile.Write(ref away, false);
        await rig.AppliedAsync();

        rig.Refused.ShouldHaveSingleItem();
        (await rig.StoredAsync(Count)).ShouldBe(Enumerable.Range(0, Count).Except([3]));
    }

    private static void ThrowOn(StoreConsumerRig rig, Func<PointValue, bool> isBad) => rig.Script.Write = (batch, _, _, write) =>
    {
        for (var i = 0; i < batch.Count; i++)
        {
            foreach (var sample in batch[i].Values)
            {
                if (isBad(sample)) throw new OverflowException("The store can't take this.");
            }
        }

        return write();
    };
}
