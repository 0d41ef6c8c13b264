using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

public sealed class HeadTests
{
    private static readonly SourceId Source = new(7);

    [Fact]
    public void A_head_of_many_parts_gives_its_readings_back_in_the_order_of_their_writing_large_ones_too()
    {
        var state = new SourceState(Source, new HeadMemory(1 << 20));
        var held = Fill(state, 0, 100, values: 8) + Fill(state, 100, 3, values: 500);
        var first = new ReadingBatch();
        state.BeginFlush(first);
        held += Fill(state, 103, 100, values: 8);
        var all = new ReadingBatch();
        state.CopyHead(long.MinValue, long.MaxValue, all);

        Times(first).ShouldBe(Enumerable.Range(0, 103));
        Times(all).ShouldBe(Enumerable.Range(0, 203));
        all[101].Values.Length.ShouldBe(500);
        all[101].Values[499].ShouldBe(new PointValue(499, 101.499));
        // What an earlier flush didn't bring home comes again.
        var second = new ReadingBatch();
        state.BeginFlush(second);
        Times(second).ShouldBe(Enumerable.Range(0, 203));
        state.EndFlush().ShouldBe(held);
        state.HasHead.ShouldBeFalse();
    }

    [Fact]
    public void Parts_that_were_given_back_are_used_again_up_to_the_limit()
    {
        var memory = new HeadMemory(mostIdleBytes: 1280);
        var (small, large, more) = (memory.Rent(100, isFirst: true), memory.Rent(100, isFirst: false), memory.Rent(100, isFirst: false));
        (small.Next, large.Next, small.Count) = (large, more, 3);

        memory.Return(small).ShouldBe(256 + 1024 + 1024);

        memory.Rent(100, isFirst: true).ShouldBeSameAs(small);
        (small.Count, small.Next).ShouldBe((0, null));
        memory.Rent(100, isFirst: false).ShouldBeSameAs(large);
        memory.Rent(100, isFirst: false).ShouldNotBeSameAs(more);
        memory.Rent(5000, isFirst: true).Bytes.Length.ShouldBe(5000);
    }

    private static long Fill(SourceState state, int from, int count, int values)
    {
        var grown = 0L;
        for (var time = from; time < from + count; time++)
        {
            var points = new PointValue[values];
            for (var i = 0; i < values; i++) points[i] = new PointValue((ushort)i, Math.Round(time + i / 1000.0, 3));
            state.Add(new Reading { Source = Source, EventTimeUnixMs = time, ReceiveTimeUnixMs = time, Flags = ReadingFlags.None, Values = points }, out var bytes);
            grown += bytes;
        }

        return grown;
    }

    private static int[] Times(ReadingBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(i => (int)batch[i].EventTimeUnixMs)];
}
