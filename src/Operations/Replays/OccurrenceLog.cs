using Facilities.Detection;

namespace Facilities.Operations.Replays;

/// <summary>Makes occurrences of what an engine tells one after the other: raised, updated, cleared; silence left out, and what began before the time asked for. Keeps the first <see cref="Most"/>. Not thread-safe.</summary>
internal sealed class OccurrenceLog(long fromUnixMs) : IFindingSink
{
    public const int Most = 2_000;

    private readonly Dictionary<(string Rule, long Onset), int> _places = [];
    private readonly List<Occurrence> _occurrences = [];

    /// <summary>In the order in which they were told.</summary>
    public IReadOnlyList<Occurrence> Occurrences => _occurrences;

    /// <summary>How many more there were.</summary>
    public int LeftOut { get; private set; }

    public void Accept(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.OnsetUnixMs < fromUnixMs || StoredReadings.IsSilence(finding.RuleKey)) return;
        var key = (finding.RuleKey, finding.OnsetUnixMs);
        if (_places.TryGetValue(key, out var place))
        {
            _occurrences[place] = finding.Kind == FindingKind.Cleared ? _occurrences[place] with { ClearedAt = At(finding.ClearedUnixMs) } : Of(finding);
        }
        else if (finding.Kind == FindingKind.Raised)
        {
            if (_occurrences.Count == Most)
            {
                LeftOut++;
                return;
            }

            _places[key] = _occurrences.Count;
            _occurrences.Add(Of(finding));
        }
    }

    private static Occurrence Of(Finding finding) => new(
        finding.RuleKey, finding.ModeKey, DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(finding.DetectedUnixMs),
        finding.Stands ? null : At(finding.ClearedUnixMs), finding.Signal?.Key, finding.Value, finding.Limit);

    private static DateTimeOffset? At(long? unixMs) => unixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
