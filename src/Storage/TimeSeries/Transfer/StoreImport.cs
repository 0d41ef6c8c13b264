using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// Reads a text file into a store. Lines that can't be read are told and left out. An import that was broken off goes on behind the last lines
/// that the store has made durable; importing a file twice changes nothing.
/// </summary>
public static class StoreImport
{
    private const int BatchLength = 5_000;

    /// <summary>Lines after which the store is asked to make everything durable.</summary>
    private const int LinesPerFlush = 500_000;

    /// <param name="store">Takes the samples as an import: not from the journal.</param>
    /// <param name="names">Assets must be registered.</param>
    /// <param name="text">The form of the lines.</param>
    /// <param name="path">The file.</param>
    /// <param name="refused">Told of every line that can't be read: its number, what is wrong.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Ends it between two batches; it can go on later.</param>
    /// <returns>What this run imported, and the number of lines left out.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static async Task<(TransferProgress Read, long Refused)> RunAsync(
        ITimeSeriesStore store, ISeriesNames names, IReadingText text, string path, Action<long, string> refused, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refused);
        var resume = new ResumeFile<State>(path + ".resume");
        var skip = resume.Read()?.Lines ?? 0;
        var batch = new ReadingBatch(BatchLength, BatchLength * 8);
        var (lines, samples, left, durable) = (0L, 0L, 0L, skip);
        using var reader = new StreamReader(path);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (++lines <= skip) continue;
            if (text.Read(line, names, batch) is { } problem)
            {
                left++;
                refused(lines, problem);
            }

            if (batch.Count < BatchLength) continue;
            await WriteAsync().ConfigureAwait(false);
            if (lines - durable >= LinesPerFlush) await MakeDurableAsync().ConfigureAwait(false);
        }

        await WriteAsync().ConfigureAwait(false);
        await MakeDurableAsync().ConfigureAwait(false);
        resume.Delete();
        return (new TransferProgress(0, samples, lines), left);

        async Task WriteAsync()
        {
            await store.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            samples += batch.ValueCount;
            batch.Clear();
            progress?.Report(new TransferProgress(0, samples, lines));
        }

        async Task MakeDurableAsync()
        {
            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            durable = lines;
            resume.Write(new State(lines));
        }
    }

    /// <summary>So many lines of the file are durable in the store.</summary>
    internal sealed record State(long Lines);
}
