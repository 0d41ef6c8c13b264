using System.Text;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// Writes samples into a text file, source by source, in a stretch of time. Beside the file stands <c>.resume</c> until it is whole: an export that
/// was broken off goes on behind the last page that it tells of.
/// </summary>
public static class StoreExport
{
    /// <param name="store">Read only.</param>
    /// <param name="names">A source without a name is left out and counted.</param>
    /// <param name="text">The form of the lines.</param>
    /// <param name="path">The file; one that is there without a <c>.resume</c> beside it is refused.</param>
    /// <param name="fromUnixMs">First instant exported.</param>
    /// <param name="toUnixMs">End of the stretch, not included.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellationToken">Ends it between two pages; it can go on later.</param>
    /// <returns>What this run wrote, and the sources without a name.</returns>
    /// <exception cref="IOException">The file is there already, or can't be written.</exception>
    public static async Task<(TransferProgress Written, int Nameless)> RunAsync(
        ITimeSeriesStore store, ISeriesNames names, IReadingText text, string path, long fromUnixMs, long toUnixMs, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(text);
        TimeSeriesArguments.CheckStretch(fromUnixMs, toUnixMs);
        var resume = new ResumeFile<State>(path + ".resume");
        var state = resume.Read();
        if (state is null && File.Exists(path)) throw new IOException($"'{path}' is there already. Name another file, or delete it.");
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        await using (file.ConfigureAwait(false))
        {
            file.SetLength(state?.Bytes ?? 0);
            file.Seek(0, SeekOrigin.End);
            var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            await using (writer.ConfigureAwait(false))
            {
                if (state is null && text.Header is { } header) writer.Write(header + "\n");
                state ??= new State(int.MinValue, fromUnixMs, 0);
                var (written, nameless) = (default(TransferProgress), 0);
                await foreach (var source in store.SourcesAsync(new SourceId(state.Source == int.MinValue ? int.MinValue : state.Source - 1), cancellationToken).ConfigureAwait(false))
                {
                    if (!names.TryGet(source, out var name))
                    {
                        nameless++;
                        continue;
                    }

                    var from = source.Value == state.Source ? state.NextUnixMs : fromUnixMs;
                    await foreach (var page in store.PagesAsync(source, from, toUnixMs, cancellationToken).ConfigureAwait(false))
                    {
                        for (var i = 0; i < page.Count; i++) text.Write(writer, page[i], name);
                        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                        file.Flush(flushToDisk: true);
                        resume.Write(new State(source.Value, page[^1].EventTimeUnixMs + 1, file.Length));
                        written = written with { Samples = written.Samples + page.ValueCount };
                        progress?.Report(written);
                    }

                    written = written with { Sources = written.Sources + 1 };
                }

                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
                resume.Delete();
                return (written, nameless);
            }
        }
    }

    /// <summary>Everything up to this instant of this source is in the first bytes of the file.</summary>
    internal sealed record State(int Source, long NextUnixMs, long Bytes);
}
