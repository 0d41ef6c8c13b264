using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

// What a write is, and what comes back of it.
public abstract partial class TimeSeriesStoreContract
{
    [Fact]
    public async Task A_batch_is_readable_when_the_write_returns()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 20.5), (2, 1)]), (Pump, T0 + 5, [(1, 0.42)])), new JournalPosition(100));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1, 10)).ShouldBe([new Sample(T0, 20.5)]);
        (await s.Store.RangeAsync(Lift, 2, T0, T0 + 1, 10)).ShouldBe([new Sample(T0, 1)]);
        (await s.Store.RangeAsync(Pump, 1, T0, T0 + 10, 10)).ShouldBe([new Sample(T0 + 5, 0.42)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_write_of_a_sample_wins(bool flushBetween)
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1), (2, 10)]), (Lift, T0 + 1, [(1, 2)])), new JournalPosition(10));
        if (flushBetween) await s.Store.FlushAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 7)]), (Lift, T0, [(1, 8)])), new JournalPosition(20));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10, 10)).ShouldBe([new Sample(T0, 8), new Sample(T0 + 1, 2)]);
        (await s.Store.RangeAsync(Lift, 2, T0, T0 + 10, 10)).ShouldBe([new Sample(T0, 10)]);
        var readings = new ReadingBatch();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 10, 10, readings);
        readings.Count.ShouldBe(2);
        readings[0].Values.ToArray().OrderBy(v => v.Point).ShouldBe([new PointValue(1, 8), new PointValue(2, 10)]);
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing()
    {
        await using var s = await SessionAsync();
        for (var round = 0; round < 3; round++)
        {
            await s.Store.WriteAsync(Ramp(Lift, 0, 50), JournalPosition.Start);
            await s.Store.FlushAsync();
        }

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 1000)).ShouldBe(Enumerable.Range(0, 50).Select(i => new Sample(T0 + i * 1000, i)));
        (await s.Store.AggregateAsync(Lift, 1, T0, T0 + 1_000_000, 1_000_000)).Single().Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_batch_of_the_journal_that_was_written_before_is_skipped()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1)])), new JournalPosition(10));
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 2)])), new JournalPosition(20));
        await s.Store.WriteAsync(Batch((Lift, T0, [(1, 1)])), new JournalPosition(10));

        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1, 1)).ShouldBe([new Sample(T0, 2)]);
    }

    [Fact]
    public async Task Values_come_back_bit_for_bit()
    {
        double[] values =
        [
            0, -0.0, 1, -1, 23.4, 0.1 + 0.2, 1e-7, 12345.6789, -0.0001, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001),
            double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1L << 53, long.MinValue, Math.PI,
        ];
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        for (var i = 0; i < values.Length; i++) batch.Add(Lift, T0 + i, T0 + i, ReadingFlags.None, [new PointValue(1, values[i]), new PointValue(2, i)]);
        await s.Store.WriteAsync(batch, JournalPosition.Start);

        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
        await s.Store.FlushAsync();
        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
        await s.ReopenAsync();
        BitsOf(await s.Store.RangeAsync(Lift, 1, T0, T0 + 100, 100)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task Late_and_out_of_order_readings_take_their_place()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 100, 300), JournalPosition.Start);
        await s.Store.FlushAsync();
        var late = new ReadingBatch();
        for (var i = 99; i >= 0; i--) late.Add(Lift, T0 + i * 1000, T0, ReadingFlags.None, [new PointValue(1, i)]);
        late.Add(Lift, T0 + 150_500, T0, ReadingFlags.None, [new PointValue(1, 150.5)]);
        await s.Store.WriteAsync(late, JournalPosition.Start);

        var expected = Enumerable.Range(0, 400).Select(i => (double)i).Append(150.5).Order().ToArray();
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).Select(x => x.Value).ShouldBe(expected);
        await s.Store.FlushAsync();
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).Select(x => x.Value).ShouldBe(expected);
    }

    [Fact]
    public async Task Readings_come_back_whole_with_receive_time_and_flags()
    {
        await using var s = await SessionAsync();
        var batch = new ReadingBatch();
        batch.Add(Lift, T0, T0 + 40, ReadingFlags.None, [new PointValue(3, 1), new PointValue(1, 2.5)]);
        batch.Add(Lift, T0 + 1000, T0 + 86_400_000, ReadingFlags.Retained, [new PointValue(2, double.NaN)]);
        batch.Add(Lift, T0 + 2000, T0 + 2000, ReadingFlags.NoDeviceTime, [new PointValue(1, 3)]);
        await s.Store.WriteAsync(batch, JournalPosition.Start);
        await s.Store.FlushAsync();

        var readings = new ReadingBatch();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 2000, 10, readings);
        readings.Count.ShouldBe(2);
        readings[0].ReceiveTimeUnixMs.ShouldBe(T0 + 40);
        readings[0].Values.ToArray().OrderBy(v => v.Point).ShouldBe([new PointValue(1, 2.5), new PointValue(3, 1)]);
        readings[1].Flags.ShouldBe(ReadingFlags.Retained);
        readings[1].ReceiveTimeUnixMs.ShouldBe(T0 + 86_400_000);
        readings[1].Values.ToArray().ShouldBe([new PointValue(2, double.NaN)]);
        readings.Clear();
        await s.Store.ReadingsAsync(Lift, T0, T0 + 9000, 1, readings);
        readings.Count.ShouldBe(1);
    }
}
