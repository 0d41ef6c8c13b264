using System.Globalization;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Store;

/// <summary>What recordings of real devices take in the embedded store: each CSV file is a source, each column of numbers a point, each row an instant.</summary>
internal static class RecordingSizes
{
    private const int MostColumns = 64;
    private const int RowsPerBatch = 4_000;
    private const long FirstUnixMs = 1_767_225_600_000;

    private static readonly char[] Separators = [',', ';', '\t', ' '];

    /// <summary>By the folders right below <paramref name="folder"/>: name, samples, bytes a sample.</summary>
    public static async Task<IReadOnlyList<(string Name, long Samples, double Bytes)>> MeasureAsync(
        string folder, string trial, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var sizes = new List<(string, long, double)>();
        foreach (var set in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            progress.Report(set);
            var path = Path.Combine(trial, Path.GetFileName(set) + ".db");
            var samples = 0L;
            var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = path });
            await using (store.ConfigureAwait(false))
            {
                var source = 0;
                foreach (var file in Directory.EnumerateFiles(set, "*", SearchOption.AllDirectories).Where(static file => Path.GetExtension(file) is ".csv" or ".txt").Order(StringComparer.Ordinal))
                {
                    samples += await WriteAsync(store, new SourceId(++source), file, cancellationToken).ConfigureAwait(false);
                }
            }

            if (samples > 0) sizes.Add((Path.GetFileName(set), samples, (double)new FileInfo(path).Length / samples));
            File.Delete(path);
        }

        return sizes;
    }

    private static async Task<long> WriteAsync(SqliteTimeSeriesStore store, SourceId source, string file, CancellationToken cancellationToken)
    {
        var batch = new ReadingBatch(RowsPerBatch, RowsPerBatch * 8);
        var (samples, row) = (0L, 0L);
        var values = new List<PointValue>(MostColumns);
        foreach (var line in File.ReadLines(file))
        {
            values.Clear();
            ushort point = 0;
            foreach (var field in line.Split(Separators, MostColumns, StringSplitOptions.RemoveEmptyEntries))
            {
                point++;
                if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) values.Add(new PointValue(point, value));
            }

            if (values.Count == 0) continue;
            // A row a second: recordings differ in how they write times, and regular times take next to nothing.
            batch.Add(source, FirstUnixMs + row++ * 1000, FirstUnixMs + row * 1000, ReadingFlags.None, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
            samples += values.Count;
            if (batch.Count < RowsPerBatch) continue;
            await store.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            batch.Clear();
        }

        await store.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
        return samples;
    }
}
