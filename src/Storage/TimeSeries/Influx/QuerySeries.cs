using System.Runtime.InteropServices;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>One series of an answer: rows of as many cells as there are columns, the first of which is the time in milliseconds where there is one.</summary>
internal sealed class QuerySeries
{
    private readonly List<QueryCell> _cells = [];

    /// <summary>Which of the statements it answers, from 0.</summary>
    public int Statement { get; set; }

    /// <summary>Measurement.</summary>
    public string Name { get; set; } = "";

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<string> Columns { get; } = [];

    public int RowCount => Columns.Count == 0 ? 0 : _cells.Count / Columns.Count;

    public ReadOnlySpan<QueryCell> Row(int index) => CollectionsMarshal.AsSpan(_cells).Slice(index * Columns.Count, Columns.Count);

    internal void Add(QueryCell cell) => _cells.Add(cell);
}
