namespace Facilities.Domain.Complaints;

/// <summary>Names of communities, looked up by pairs of characters, so that a city's names cost a complaint microseconds. Immutable, thread-safe.</summary>
internal sealed class PlaceNames
{
    /// <summary>Endings that many communities share and people leave out.</summary>
    private static readonly string[] Endings = ["小区", "花园", "公寓", "家园", "花苑", "新村", "新苑", "家苑", "大厦", "广场", "社区", "佳苑", "名苑", "雅苑", "华府", "华庭", "苑", "府", "庭", "里"];

    /// <summary>Two characters on which so many communities of the directory end are an ending there.</summary>
    private const int Shared = 3;

    private readonly List<PlaceName> _names = [];
    private readonly Dictionary<(char, char), List<int>> _exact = [];
    private readonly Dictionary<(char, char), List<int>> _alike = [];

    public PlaceNames(IReadOnlyList<KnownSite> sites)
    {
        var names = sites.Select(site => ComplaintText.Normalise(site.Name)).ToList();
        var endings = names.Where(name => name.Length >= 4).GroupBy(name => name[^2..], StringComparer.Ordinal).Where(group => group.Count() >= Shared).Select(group => group.Key).Concat(Endings).ToList();
        for (var site = 0; site < sites.Count; site++)
        {
            var full = names[site];
            var ending = endings.Find(ending => full.Length - ending.Length >= 2 && full.EndsWith(ending, StringComparison.Ordinal));
            var stem = full[..(full.Length - (ending?.Length ?? 0))];
            Add(full, site, MatchReasons.Name, 0.97, stem);
            foreach (var alias in sites[site].Aliases) Add(ComplaintText.Normalise(alias), site, MatchReasons.Alias, 0.98);
            if (ending is not null) Add(stem, site, MatchReasons.ShortName, stem.Length >= 3 ? 0.86 : 0.8);
            if (RoadAndNumber(ComplaintText.Normalise(sites[site].Address)) is { } road) Add(road, site, MatchReasons.Address, 0.9);
        }
    }

    public PlaceName this[int index] => _names[index];

    /// <summary>Names that stand in the text as they are.</summary>
    public void Exact(string text, Action<PlaceName, int> found)
    {
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (!_exact.TryGetValue((text[at], text[at + 1]), out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                if (text.AsSpan(at).StartsWith(_names[candidate].Text, StringComparison.Ordinal)) found(_names[candidate], at + _names[candidate].Text.Length);
            }
        }
    }

    /// <summary>Names that share pairs of characters with the text, most first; the text is <see cref="LooseSpelling.BySound"/>.</summary>
    public IReadOnlyList<PlaceName> Alike(string text, int most)
    {
        var hits = new Dictionary<int, int>();
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (!_alike.TryGetValue((text[at], text[at + 1]), out var candidates)) continue;
            foreach (var candidate in candidates) hits[candidate] = hits.GetValueOrDefault(candidate) + 1;
        }

        return [.. hits.OrderByDescending(hit => hit.Value / (double)_names[hit.Key].Sound.Length).ThenBy(hit => hit.Key).Take(most).Select(hit => _names[hit.Key])];
    }

    /// <summary>滨海路18号 of 云山区滨海路18号; null where there is no number.</summary>
    private static string? RoadAndNumber(string address)
    {
        var number = address.LastIndexOf('号');
        if (number < 1 || !char.IsAsciiDigit(address[number - 1])) return null;
        var digits = number;
        while (digits > 0 && char.IsAsciiDigit(address[digits - 1])) digits--;
        var start = digits;
        while (start > 0 && address[start - 1] is not ('区' or '市' or '县' or '镇' or ',' or '，')) start--;
        return digits - start >= 2 ? address[start..(number + 1)] : null;
    }

    private void Add(string text, int site, MatchReasons reason, double confidence, string? stem = null)
    {
        if (text.Length < 2) return;
        var name = new PlaceName(text, LooseSpelling.BySound(text), LooseSpelling.BySound(stem ?? text), site, reason, confidence);
        var index = _names.Count;
        _names.Add(name);
        Index(_exact, text[0], text[1], index);
        // A short name's spelling says too little; numbers must be right.
        if (reason is MatchReasons.Address || name.Sound.Length < 3 || name.Sound.AsSpan().ContainsAnyInRange('0', '9')) return;
        for (var i = 0; i + 1 < name.Sound.Length; i++) Index(_alike, name.Sound[i], name.Sound[i + 1], index);
    }

    private static void Index(Dictionary<(char, char), List<int>> pairs, char first, char second, int name)
    {
        if (!pairs.TryGetValue((first, second), out var names)) pairs[(first, second)] = names = [];
        if (names.Count == 0 || names[^1] != name) names.Add(name);
    }
}
