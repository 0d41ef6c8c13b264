using System.Globalization;
using System.Text;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Operations.Live;

/// <summary>
/// Changes as text for <see cref="SignalChannel.Live"/>: a topic and ids with stretches drawn together, so that a city's worth of changed values
/// stays a few messages. Ids only, as everywhere in the feed.
/// <code>
///   Values:1-500,502        Fault:17        Everything:0
/// </code>
/// </summary>
internal static class LiveWire
{
    /// <summary>Room for the last stretch (two ids, a hyphen and a comma) is kept free.</summary>
    private const int FullAt = ProcessSignals.LongestBody - 24;

    public static List<string> Write(IEnumerable<LiveChange> changes)
    {
        var bodies = new List<string>();
        foreach (var topic in changes.GroupBy(change => change.Topic))
        {
            var ids = topic.Select(change => change.Id).ToArray();
            Array.Sort(ids);
            var body = Begin(topic.Key);
            for (var first = 0; first < ids.Length;)
            {
                var last = first;
                while (last + 1 < ids.Length && ids[last + 1] == ids[last] + 1) last++;
                if (body.Length > FullAt)
                {
                    bodies.Add(body.ToString());
                    body = Begin(topic.Key);
                }

                if (body[^1] != ':') body.Append(',');
                body.Append(CultureInfo.InvariantCulture, $"{ids[first]}");
                if (last > first) body.Append(CultureInfo.InvariantCulture, $"-{ids[last]}");
                first = last + 1;
            }

            bodies.Add(body.ToString());
        }

        return bodies;
    }

    /// <summary>What another version or program sent and can't be read means: read everything again.</summary>
    public static IReadOnlyList<LiveChange> Read(string body)
    {
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Enum.TryParse<LiveTopic>(body.AsSpan(0, colon), out var topic)) return [LiveChange.Everything];
        var changes = new List<LiveChange>();
        foreach (var stretch in body[(colon + 1)..].Split(','))
        {
            var hyphen = stretch.IndexOf('-', StringComparison.Ordinal);
            if (!TryId(hyphen < 0 ? stretch : stretch[..hyphen], out var first) || !TryId(hyphen < 0 ? stretch : stretch[(hyphen + 1)..], out var last)
                || last < first || last - first >= SharedLiveFeed.MaximumPending - changes.Count) return [LiveChange.Everything];
            for (var id = first; id <= last; id++) changes.Add(new LiveChange(topic, id));
        }

        return changes;
    }

    private static StringBuilder Begin(LiveTopic topic) => new StringBuilder(256).Append(topic.ToString()).Append(':');

    private static bool TryId(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id < int.MaxValue;
}
