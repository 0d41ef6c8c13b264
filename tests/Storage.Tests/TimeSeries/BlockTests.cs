using Facilities.Storage.Compact;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

public sealed class BlockTests
{
    private static readonly SourceId Source = new(5);

    [Fact]
    public void Dense_sparse_and_half_filled_columns_come_back_whole()
    {
        var batch = new ReadingBatch();
        for (var i = 0; i < 1000; i++)
        {
            var values = new List<PointValue> { new(1, i / 10.0) };
            if (i % 2 == 0) values.Add(new PointValue(40_000, i));
            if (i % 100 == 50) values.Add(new PointValue(7, 1));
            batch.Add(Source, i * 30_000L + i % 13, i * 30_000L + 500, (ReadingFlags)(i % 3), values.ToArray());
        }

        var encoder = new BlockEncoder();
        var block = encoder.Encode(batch, Enumerable.Range(0, 1000).ToArray()).ToArray();
        var reader = new BlockReader();
        reader.Open(block);
        var decoded = new ReadingBatch();
        reader.ReadRows(Source, decoded);

        decoded.Count.ShouldBe(1000);
        for (var i = 0; i < 1000; i++)
        {
            decoded[i].EventTimeUnixMs.ShouldBe(batch[i].EventTimeUnixMs);
            decoded[i].ReceiveTimeUnixMs.ShouldBe(batch[i].ReceiveTimeUnixMs);
            decoded[i].Flags.ShouldBe(batch[i].Flags);
            decoded[i].Values.ToArray().ShouldBe(batch[i].Values.ToArray().OrderBy(v => v.Point));
        }

        reader.SummaryOf(1).ShouldBe(new PointSummary(1000, 0, 99.9, Enumerable.Range(0, 1000).Sum(i => i / 10.0), 0, 99.9));
        reader.SummaryOf(7)!.Value.Count.ShouldBe(10);
        reader.SummaryOf(2).ShouldBeNull();
        (block.Length / 1510.0).ShouldBeLessThan(3, "bytes a sample");
    }

    [Fact]
    public void A_flipped_bit_anywhere_and_any_shortening_is_noticed()
    {
        var batch = new ReadingBatch();
        for (var i = 0; i < 20; i++) batch.Add(Source, i * 1000, i * 1000, ReadingFlags.None, [new PointValue(1, i * 0.7), new PointValue(2, i)]);
        var block = new BlockEncoder().Encode(batch, Enumerable.Range(0, 20).ToArray()).ToArray();
        var reader = new BlockReader();
        for (var bit = 0; bit < block.Length * 8; bit++)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<InvalidDataException>(() => reader.Open(block));
            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < block.Length; length++) Should.Throw<InvalidDataException>(() => reader.Open(block.AsMemory(0, length)));
        reader.Open(block);
    }

    [Fact]
    public void A_block_of_a_newer_version_is_refused_by_name()
    {
        var batch = new ReadingBatch();
        batch.Add(Source, 1, 1, ReadingFlags.None, [new PointValue(1, 1)]);
        var block = new BlockEncoder().Encode(batch, [0]).ToArray();
        block[0] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(block.Length - 4), Crc32C.Compute(block.AsSpan(0, block.Length - 4)));
        Should.Throw<InvalidDataException>(() => new BlockReader().Open(block)).Message.ShouldContain("version 2");
    }
}
