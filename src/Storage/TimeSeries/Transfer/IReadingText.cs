using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>Readings as lines of text, under the names of sites, assets and points. Stateless.</summary>
public interface IReadingText
{
    /// <summary>The first line of a file, or null.</summary>
    string? Header { get; }

    /// <summary>Writes a reading as one or several lines.</summary>
    void Write(TextWriter to, in Reading reading, SeriesName name);

    /// <summary>Reads a line into the batch. Empty lines, comments and the header are nothing.</summary>
    /// <returns>Null, or what is wrong with the line.</returns>
    string? Read(string line, ISeriesNames names, ReadingBatch into);
}
