namespace Facilities.Telemetry.Tests;

public sealed class ReadingBatchTests
{
    [Fact]
    public void Readings_come_back_as_they_were_added_also_after_growing()
    {
        var batch = new ReadingBatch(0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var values = Enumerable.Range(0, i % 5).Select(p => new PointValue((ushort)p, i + p / 10.0)).ToArray();
            batch.Add(new SourceId(i + 1), i, i + 7, (ReadingFlags)(i % 8), values);
        }

        batch.Count.ShouldBe(1000);
        batch.ValueCount.ShouldBe(2000);
        for (var i = 0; i < 1000; i++)
        {
            var reading = batch[i];
            reading.Source.ShouldBe(new SourceId(i + 1));
            reading.EventTimeUnixMs.ShouldBe(i);
            reading.ReceiveTimeUnixMs.ShouldBe(i + 7);
            reading.Flags.ShouldBe((ReadingFlags)(i % 8));
            reading.Values.ToArray().ShouldBe(Enumerable.Range(0, i % 5).Select(p => new PointValue((ushort)p, i + p / 10.0)));
        }
    }

    [Fact]
    public void Truncating_takes_readings_and_their_values_off_the_end()
    {
        var batch = new ReadingBatch();
        for (var i = 0; i < 4; i++) batch.Add(new SourceId(1), i, i, ReadingFlags.None, [new PointValue(1, i), new PointValue(2, i)]);
        batch.Truncate(2);
        batch.Count.ShouldBe(2);
        batch.ValueCount.ShouldBe(4);
        batch.Add(new SourceId(1), 9, 9, ReadingFlags.None, [new PointValue(1, 9)]);
        batch[1].Values[1].Value.ShouldBe(1);
        batch[2].Values[0].Value.ShouldBe(9);
        Should.Throw<ArgumentOutOfRangeException>(() => batch.Truncate(4));
    }

    [Fact]
    public void A_cleared_batch_is_filled_again_without_allocating()
    {
        var batch = new ReadingBatch();
        PointValue[] values = [new(1, 1), new(2, 2)];
        Fill();
        batch.Clear();
        batch.Count.ShouldBe(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Fill()
        {
            for (var i = 0; i < 500; i++) batch.Add(new SourceId(1), i, i, ReadingFlags.None, values);
        }
    }

    [Fact]
    public void An_index_outside_is_refused()
    {
        var batch = new ReadingBatch();
        batch.Add(new SourceId(1), 0, 0, ReadingFlags.None, []);
        Should.Throw<ArgumentOutOfRangeException>(() => batch[1].Source);
        Should.Throw<ArgumentOutOfRangeException>(() => batch[-1].Source);
    }
}
