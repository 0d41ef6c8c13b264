using System.Text;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The sources that the server has series of, by its own list, remembered for a few seconds so that paging doesn't ask for all of it each time. Thread-safe.</summary>
internal sealed class KnownSources(InfluxOptions options, InfluxServer server, ISeriesNames names, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private volatile List? _list;

    public async ValueTask<IReadOnlyList<SourceId>> AfterAsync(SourceId after, int limit, CancellationToken cancellationToken)
    {
        var list = _list;
        // Whoever begins wants to see what is there now; whoever goes on, the list he began with.
        if (list is null || after.Value <= 0 || clock.GetElapsedTime(list.At) > Remembered) _list = list = await AskAsync(cancellationToken).ConfigureAwait(false);
        var first = list.Sources.BinarySearch(after.Value);
        first = first < 0 ? ~first : first + 1;
        return [.. list.Sources.Skip(first).Take(limit).Select(static source => new SourceId(source))];
    }

    public void Forget() => _list = null;

    /// <summary>Takes <c>elevator,asset=e-1,site=yulan</c> apart: commas and equal signs with a backslash before them belong to a name.</summary>
    internal static bool TryParseKey(string key, out string measurement, out string site, out string asset)
    {
        (measurement, site, asset) = ("", "", "");
        var parts = Split(key, ',');
        measurement = Unescape(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var pair = Split(part, '=');
            if (pair.Count != 2) return false;
            if (pair[0] == "site") site = Unescape(pair[1]);
            else if (pair[0] == "asset") asset = Unescape(pair[1]);
            // A series of somebody else's.
            else return false;
        }

        return site.Length > 0 && asset.Length > 0;
    }

    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) part.Append(text[i]).Append(text[++i]);
            else if (text[i] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else part.Append(text[i]);
        }

        parts.Add(part.ToString());
        return parts;
    }

    private static string Unescape(string text) =>
        text.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\=", "=", StringComparison.Ordinal).Replace("\\ ", " ", StringComparison.Ordinal);

    private async ValueTask<List> AskAsync(CancellationToken cancellationToken)
    {
        var at = clock.GetTimestamp();
        var sources = new SortedSet<int>();
        // Without a policy the server lists the default one's only, and of several in one question nothing if one isn't there.
        foreach (var policy in new[] { options.RetentionPolicy, options.RollUpsIn }.Distinct())
        {
            var from = policy is null ? "" : $" FROM {InfluxQl.Name(policy)}./.*/";
            foreach (var series in await server.AskAsync("SHOW SERIES" + from, cancellationToken).ConfigureAwait(false)) Add(series, sources);
        }

        return new List(at, [.. sources]);
    }

    private void Add(QuerySeries series, SortedSet<int> sources)
    {
        for (var i = 0; i < series.RowCount; i++)
        {
            if (TryParseKey(series.Row(i)[0].Text ?? "", out var measurement, out var site, out var asset)
                && FieldNamesByType.TryFindSource(names, RollUpText.SamplesOf(measurement), site, asset, out var source)) sources.Add(source.Value);
        }
    }

    private sealed record List(long At, List<int> Sources);
}
