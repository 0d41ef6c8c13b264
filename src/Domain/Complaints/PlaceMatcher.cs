using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Facilities.Domain.Complaints;

/// <summary>
/// From the words of a complaint to community, building and equipment. The community is found by, in this order: a lift's registration number, names as they are,
/// names that sound alike, names with a character wrong; of several the one whose building and road agree. The equipment is what the topic can mean there, cut by building,
/// unit, number and part; it is named only if one is left. Immutable, thread-safe, pure: a name that isn't in the directory is not guessed.
/// </summary>
public sealed partial class PlaceMatcher
{
    /// <summary>Names compared letter by letter for one complaint.</summary>
    private const int MostAlike = 24;

    private static readonly string[] Nearby = ["对面", "旁边", "附近", "隔壁", "后面", "斜对面", "周边", "对过", "北侧", "南侧", "东侧", "西侧"];

    private readonly SitePlaces[] _sites;
    private readonly PlaceNames _names;
    private readonly FrozenDictionary<string, (int Site, KnownAsset Asset)> _registered;
    private readonly TopicLexicon _lexicon;

    public PlaceMatcher(IReadOnlyList<KnownSite> sites, TopicLexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(sites);
        _sites = [.. sites.Select(site => new SitePlaces(site))];
        _names = new PlaceNames(sites);
        _lexicon = lexicon;
        _registered = sites.SelectMany((site, index) => site.Assets.Where(asset => asset.Registration is { Length: >= 6 }).Select(asset => (Number: asset.Registration!, Place: (index, asset))))
            .GroupBy(item => item.Number, StringComparer.Ordinal).Where(group => group.Count() == 1).ToFrozenDictionary(group => group.Key, group => group.Single().Place, StringComparer.Ordinal);
    }

    /// <param name="site">What the record says of the community, normalised; empty: nothing.</param>
    /// <param name="address">Its address, normalised; empty: none.</param>
    /// <param name="text">Its words, normalised.</param>
    /// <param name="kind">What it is about.</param>
    public PlaceMatch Match(string site, string address, string text, ComplaintKind kind)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(kind);
        // The address first: what stands earlier is meant sooner.
        var all = site + "|" + address + "|" + text;
        var told = SpokenPlace.Read(address);
        var said = SpokenPlace.Read(text);
        told = new SpokenPlace(told.Building ?? said.Building, told.Unit ?? said.Unit, told.Lift ?? said.Lift);
        foreach (var number in Registered().EnumerateMatches(all))
        {
            if (_registered.TryGetValue(all.Substring(number.Index, number.Length), out var registered))
                return new PlaceMatch(_sites[registered.Site].Site.Id, registered.Asset.Building, registered.Asset.Id, 0.99, 0.99, MatchReasons.Registration);
        }

        var found = Find(all, told);
        if (found.Site < 0) return PlaceMatch.Nowhere;
        var places = _sites[found.Site];
        var (building, reasons) = places.Building(told.Building);
        var confidence = found.Confidence * (reasons.HasFlag(MatchReasons.BuildingUnknown) ? 0.9 : 1);
        var (asset, certain, why) = places.Asset(kind, building, told, all, _lexicon);
        return new PlaceMatch(
            places.Site.Id, building ?? (asset is not null && why.HasFlag(MatchReasons.Unit) ? asset.Building : null), asset?.Id, Math.Round(confidence, 3), asset is null ? 0 : Math.Round(confidence * certain, 3),
            found.Reasons | reasons | why);
    }

    private (int Site, double Confidence, MatchReasons Reasons) Find(string all, SpokenPlace told)
    {
        var candidates = new Dictionary<int, Candidate>();
        _names.Exact(all, (name, end) => Add(candidates, name, name.Confidence, name.Reason, end, all));
        // A short name is often part of another word: the loose look may know better.
        if (candidates.Values.All(candidate => candidate.Confidence < 0.79 && !candidate.Reasons.HasFlag(MatchReasons.Beside)))
        {
            var sound = LooseSpelling.BySound(all);
            foreach (var name in _names.Alike(sound, MostAlike))
            {
                var most = name.Sound.Length >= 7 ? 2 : name.Sound.Length >= 4 ? 1 : 0;
                var distance = LooseSpelling.Distance(name.Sound, sound, most, out var end);
                if (distance > most) continue;
                // One of two characters wrong names somebody else as well as him.
                var firm = distance == 0 || sound.Contains(name.Stem, StringComparison.Ordinal) || name.Stem.Length >= 4;
                var less = name.Reason == MatchReasons.ShortName ? 0.06 : 0;
                Add(candidates, name, (distance == 0 ? 0.84 : firm ? 0.78 : 0.66) - less, distance == 0 ? MatchReasons.Sound : MatchReasons.Spelling, end, all);
            }
        }

        if (candidates.Count == 0) return (-1, 0, MatchReasons.None);
        var best = default(Candidate);
        var second = 0.0;
        foreach (var candidate in candidates.Values.OrderBy(item => item.Site))
        {
            var has = told.Building is null || _sites[candidate.Site].Has(told.Building) ? 0 : 0.1;
            var judged = candidate with { Score = candidate.Confidence + (0.1 * (candidate.Evidence - 1)) + (0.002 * candidate.Length) - has };
            if (best.Length == 0 || judged.Score > best.Score) (best, second) = (judged, Math.Max(second, best.Length == 0 ? 0 : best.Score));
            else second = Math.Max(second, judged.Score);
        }

        // Another that fits nearly as well: somebody should look.
        var reasons = best.Reasons;
        var confidence = Math.Min(0.99, best.Confidence + (0.02 * (best.Evidence - 1)));
        if (best.Score - second < 0.05 && candidates.Count > 1) (reasons, confidence) = (reasons | MatchReasons.Several, confidence * (best.Score - second < 0.001 ? 0.55 : 0.8));
        return (best.Site, confidence, reasons);
    }

    private static void Add(Dictionary<int, Candidate> candidates, PlaceName name, double confidence, MatchReasons reason, int end, string all)
    {
        var near = Array.Exists(Nearby, word => all.AsSpan(end).StartsWith(word, StringComparison.Ordinal));
        if (near) (confidence, reason) = (confidence * 0.5, reason | MatchReasons.Beside);
        if (!candidates.TryGetValue(name.Site, out var known))
        {
            candidates[name.Site] = new Candidate(name.Site, confidence, reason, name.Text.Length, 1, 0);
            return;
        }

        // Beside it is said after its whole name, and the short one stands within that.
        if ((known.Reasons | reason).HasFlag(MatchReasons.Beside))
        {
            candidates[name.Site] = known with { Confidence = Math.Min(confidence, known.Confidence), Reasons = known.Reasons | MatchReasons.Beside };
            return;
        }

        // Name and road agree: more than either. The same name twice, or its own short form, is one.
        var both = (known.Reasons ^ reason).HasFlag(MatchReasons.Address);
        var better = confidence > known.Confidence;
        candidates[name.Site] = new Candidate(
            name.Site, Math.Max(confidence, known.Confidence), both ? known.Reasons | reason : better ? reason : known.Reasons, Math.Max(known.Length, name.Text.Length), both ? 2 : known.Evidence, 0);
    }

    [GeneratedRegex("[0-9a-z][0-9a-z-]{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Registered();

    private readonly record struct Candidate(int Site, double Confidence, MatchReasons Reasons, int Length, int Evidence, double Score);
}
