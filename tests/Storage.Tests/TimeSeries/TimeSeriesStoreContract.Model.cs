using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

// The same random history in the store and in a plain model in memory.
public abstract partial class TimeSeriesStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_batches_in_random_order_with_crashes_in_between_match_a_plain_model(int seed)
    {
        var random = new Random(seed);
        var model = new ModelStore();
        var journal = new List<(ReadingBatch Batch, JournalPosition Through)>();
        await using var s = await SessionAsync();
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(20))
            {
                case 0:
                    await s.CrashAsync();
                    await ReplayAsync(s.Store, journal, random);
                    break;
                case 1:
                    await s.ReopenAsync();
                    await ReplayAsync(s.Store, journal, random);
                    break;
                case 2 or 3:
                    await s.Store.FlushAsync();
                    break;
                case 4 when random.Next(4) == 0:
                    var source = new SourceId(random.Next(1, 5));
                    await s.Store.DeleteAsync(source);
                    model.Delete(source);
                    break;
                case 5:
                    await s.Store.MaintainAsync(new MaintenanceRun { NowUnixMs = T0 + random.Next(-30, 3) * Day, Retention = _ => Keep(RetentionRule.Everything), MostSources = random.Next(1, 9) });
                    break;
                default:
                    var batch = RandomBatch(random);
                    var through = new JournalPosition((journal.Count + 1) * 100);
                    journal.Add((batch, through));
                    await s.Store.WriteAsync(batch, through);
                    model.Write(batch);
                    break;
            }

            if (step % 10 == 9) await CompareAsync(s.Store, model, random, $"seed {seed}, step {step}");
        }

        await s.ReopenAsync();
        await CompareAsync(s.Store, model, random, $"seed {seed}, at the end");
    }

    private static async Task ReplayAsync(ITimeSeriesStore store, List<(ReadingBatch Batch, JournalPosition Through)> journal, Random random)
    {
        var applied = store.AppliedThrough;
        var rest = journal.Where(j => j.Through > applied).ToList();
        // A replay needn't cut the journal where it was cut the first time.
        for (var i = 0; i < rest.Count;)
        {
            var joined = new ReadingBatch();
            var count = random.Next(1, 4);
            for (; count > 0 && i < rest.Count; count--, i++)
            {
                for (var r = 0; r < rest[i].Batch.Count; r++) joined.Add(rest[i].Batch[r]);
            }

            await store.WriteAsync(joined, rest[i - 1].Through);
        }
    }

    private static ReadingBatch RandomBatch(Random random)
    {
        var batch = new ReadingBatch();
        var center = T0 + random.Next(0, 20) * 3_600_000L;
        // Now and then something from long ago.
        if (random.Next(8) == 0) center -= random.Next(1, 60) * 86_400_000L;
        var count = random.Next(1, 80);
        for (var i = 0; i < count; i++)
        {
            var values = Enumerable.Range(1, 6).Where(_ => random.Next(3) > 0)
                .Select(p => new PointValue((ushort)(p == 6 ? 900 : p), RandomValue(random, p))).ToArray();
            batch.Add(
                new SourceId(random.Next(1, 5)), center + random.Next(0, 400) * 1000, center + random.Next(1_000_000),
                (ReadingFlags)random.Next(0, 8), values);
        }

        return batch;
    }

    private static double RandomValue(Random random, int point) => point switch
    {
        1 => random.Next(0, 2),
        2 => Math.Round(20 + random.NextDouble() * 5, 1),
        3 => random.NextDouble() * 1000,
        4 => random.Next(0, 1_000_000),
        5 => random.Next(6) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -0.0, _ => Math.Round(random.NextDouble(), 3) },
        _ => random.Next(-3, 3) / 8.0,
    };

    private async Task CompareAsync(ITimeSeriesStore store, ModelStore model, Random random, string where)
    {
        foreach (var source in Enumerable.Range(1, 4).Select(i => new SourceId(i)))
        {
            var from = T0 + random.Next(-60, 18) * 3_600_000L;
            var to = from + random.Next(1, 40) * 3_600_000L;
            foreach (var point in (ushort[])[1, 2, 3, 4, 5, 900])
            {
                TimesAndBitsOf(await store.RangeAsync(source, point, 0, long.MaxValue / 2, int.MaxValue)).ShouldBe(TimesAndBitsOf(model.Range(source, point, 0, long.MaxValue / 2)), where);
                TimesAndBitsOf(await store.RangeAsync(source, point, from, to, 50)).ShouldBe(TimesAndBitsOf(model.Range(source, point, from, to).Take(50)), where);
                var windows = await store.AggregateAsync(source, point, from, to, 1_800_000);
                var expected = model.Aggregate(source, point, from, to, 1_800_000);
                windows.Select(w => w with { Sum = 0 }).ShouldBe(expected.Select(w => w with { Sum = 0 }), where);
                for (var i = 0; i < windows.Count; i++)
                {
                    // Sums of blocks are added in another order than the samples one by one.
                    if (double.IsFinite(expected[i].Sum)) windows[i].Sum.ShouldBe(expected[i].Sum, Math.Abs(expected[i].Sum) * 1e-9 + 1e-9, where);
                    else windows[i].Sum.ShouldBe(expected[i].Sum, where);
                }
            }

            await CompareAsync(
                store, model,
                Query(T0 - 60 * Day, T0 + 2 * Day) with { Source = source, Windows = WindowGrid.Every(random.Next(1, 5) * Day), TimeWeighted = true, Increase = true }, null);
            var last = (await store.LastAsync([source])).Select(l => (l.Point, l.TimestampUnixMs, BitConverter.DoubleToInt64Bits(l.Value)));
            last.ShouldBe(model.Last(source).Select(l => (l.Point, l.TimestampUnixMs, BitConverter.DoubleToInt64Bits(l.Value))), where);
            var readings = new ReadingBatch();
            await store.ReadingsAsync(source, from, to, int.MaxValue / 2, readings);
            var rows = model.RowsOf(source, from, to).ToList();
            readings.Count.ShouldBe(rows.Count, where);
            for (var i = 0; i < rows.Count; i++)
            {
                readings[i].EventTimeUnixMs.ShouldBe(rows[i].Key, where);
                readings[i].ReceiveTimeUnixMs.ShouldBe(rows[i].Value.ReceiveTimeUnixMs, where);
                readings[i].Flags.ShouldBe(rows[i].Value.Flags, where);
                readings[i].Values.ToArray().Select(v => v.Point).Order().ToArray().ShouldBe(rows[i].Value.Values.Keys.ToArray(), where);
            }
        }
    }
}
