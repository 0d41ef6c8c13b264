namespace Facilities.Domain.Complaints;

/// <summary>Buildings and equipment of one community by the numbers people say. Immutable.</summary>
internal sealed class SitePlaces
{
    /// <summary>Equipment that stands in the plant room and serves everybody: the building told is where somebody lives.</summary>
    private static readonly string[] Shared = ["booster-pump", "fire-pump", "fire-alarm"];

    private readonly Dictionary<string, BuildingId> _buildings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Spoken[]> _assets;

    public SitePlaces(KnownSite site)
    {
        Site = site;
        foreach (var building in site.Buildings)
        {
            if (SpokenPlace.Read(ComplaintText.Normalise(building.Name)).Building is { } number) _buildings.TryAdd(number, building.Id);
        }

        _assets = site.Assets.GroupBy(asset => asset.Type, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.Select(asset => new Spoken(asset, SpokenPlace.Read(ComplaintText.Normalise(asset.Name)))).ToArray(),
            StringComparer.Ordinal);
    }

    public KnownSite Site { get; }

    public bool Has(string building) => _buildings.ContainsKey(building);

    public (BuildingId? Building, MatchReasons Reasons) Building(string? told) =>
        told is null ? (null, MatchReasons.BuildingUntold)
        : _buildings.TryGetValue(told, out var building) ? (building, MatchReasons.Building)
        : (null, MatchReasons.BuildingUnknown);

    /// <summary>The one that is meant, if only one can be.</summary>
    public (KnownAsset? Asset, double Confidence, MatchReasons Reasons) Asset(ComplaintKind kind, BuildingId? building, SpokenPlace told, string words, TopicLexicon lexicon)
    {
        var candidates = new List<Spoken>();
        foreach (var type in kind.Types)
        {
            if (_assets.TryGetValue(type, out var ofType)) candidates.AddRange(ofType);
        }

        if (candidates.Count == 0) return (null, 0, MatchReasons.None);
        if (candidates.Count == 1) return Shared.Contains(candidates[0].Asset.Type) || building is null || candidates[0].Asset.Building is null || candidates[0].Asset.Building == building
            ? (candidates[0].Asset, 0.9, MatchReasons.OnlyOne) : (null, 0, MatchReasons.None);
        var reasons = MatchReasons.None;
        var known = told.Building is null || building is not null;
        if (building is not null && !Shared.Contains(candidates[0].Asset.Type))
        {
            // Of another building is not meant, however few are left; what stands in none may be.
            candidates.RemoveAll(item => item.Asset.Building is not null && item.Asset.Building != building);
            if (candidates.Exists(item => item.Asset.Building == building)) candidates.RemoveAll(item => item.Asset.Building is null);
        }

        if (kind.Parts.Count > 0 && candidates.Exists(item => item.Asset.Part is { } part && kind.Parts.Contains(part)))
            Keep(candidates, item => item.Asset.Part is { } part && kind.Parts.Contains(part), MatchReasons.Part, ref reasons);
        if (candidates.Exists(item => item.Asset.Part is { } part && lexicon.Names(words, part)))
            Keep(candidates, item => item.Asset.Part is { } part && lexicon.Names(words, part), MatchReasons.Part, ref reasons);
        if (told.Unit is { } unit && candidates.Exists(item => item.Place.Unit is not null)) Keep(candidates, item => item.Place.Unit is null || item.Place.Unit == unit, MatchReasons.Unit, ref reasons);
        if (told.Lift is { } number && candidates.Exists(item => item.Place.Lift == number)) Keep(candidates, item => item.Place.Lift == number, MatchReasons.Number, ref reasons);
        if (candidates.Count == 0) return (null, 0, MatchReasons.None);
        if (candidates.Count > 1) return (null, 0, MatchReasons.AssetAmbiguous);
        // The building that was told isn't known here: what is left may be anywhere.
        var certain = !known ? 0.5 : reasons.HasFlag(MatchReasons.Number) || reasons.HasFlag(MatchReasons.Unit) ? 0.97 : building is not null ? 0.94 : 0.9;
        return (candidates[0].Asset, certain, reasons == MatchReasons.None ? MatchReasons.OnlyOne : reasons);
    }

    private static void Keep(List<Spoken> candidates, Predicate<Spoken> wanted, MatchReasons reason, ref MatchReasons reasons)
    {
        if (candidates.RemoveAll(item => !wanted(item)) > 0) reasons |= reason;
    }

    private sealed record Spoken(KnownAsset Asset, SpokenPlace Place);
}
