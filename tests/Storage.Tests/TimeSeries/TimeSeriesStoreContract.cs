using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

/// <summary>What every <see cref="ITimeSeriesStore"/> must do. An implementation's test class inherits it and says how to build itself.</summary>
public abstract partial class TimeSeriesStoreContract
{
    // 2026-01-01T00:00:00Z
    protected const long T0 = 1_767_225_600_000;

    protected static readonly SourceId Lift = new(11);
    protected static readonly SourceId Pump = new(12);

    /// <summary>Opens the store on what the test wrote so far.</summary>
    protected abstract Task<ITimeSeriesStore> OpenAsync();

    protected abstract Task CloseAsync(ITimeSeriesStore store);

    /// <summary>Ends the store as a crash would: what is only in memory is lost.</summary>
    protected abstract Task CrashAsync(ITimeSeriesStore store);

    private static List<(long Time, long Bits)> TimesAndBitsOf(IEnumerable<Sample> samples) =>
        [.. samples.Select(s => (s.TimestampUnixMs, BitConverter.DoubleToInt64Bits(s.Value)))];

    private static IEnumerable<long> BitsOf(IEnumerable<Sample> samples) => samples.Select(s => BitConverter.DoubleToInt64Bits(s.Value));

    protected static ReadingBatch Batch(params (SourceId Source, long Time, (int Point, double Value)[] Values)[] readings)
    {
        var batch = new ReadingBatch();
        foreach (var (source, time, values) in readings)
        {
            batch.Add(source, time, time + 20, ReadingFlags.None, values.Select(v => new PointValue((ushort)v.Point, v.Value)).ToArray());
        }

        return batch;
    }

    /// <summary>One reading a second whose point 1 counts up and whose point 2 is on every hundredth only.</summary>
    protected static ReadingBatch Ramp(SourceId source, int first, int count)
    {
        var batch = new ReadingBatch();
        for (var i = first; i < first + count; i++)
        {
            PointValue[] values = i % 100 == 0 ? [new(1, i), new(2, 1)] : [new(1, i)];
            batch.Add(source, T0 + i * 1000L, T0 + i * 1000L + 30, ReadingFlags.None, values);
        }

        return batch;
    }

    protected async Task<Session> SessionAsync() => new(this, await OpenAsync());

    protected sealed class Session(TimeSeriesStoreContract owner, ITimeSeriesStore store) : IAsyncDisposable
    {
        public ITimeSeriesStore Store { get; private set; } = store;

        public async Task ReopenAsync()
        {
            await owner.CloseAsync(Store);
            Store = await owner.OpenAsync();
        }

        public async Task CrashAsync()
        {
            await owner.CrashAsync(Store);
            Store = await owner.OpenAsync();
        }

        public async ValueTask DisposeAsync() => await owner.CloseAsync(Store);
    }
}
