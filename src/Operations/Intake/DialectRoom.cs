using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>What the remembered facts take up, in all and by place, against the limits of <see cref="DialectState"/>. Not thread-safe.</summary>
internal sealed class DialectRoom
{
    private readonly Dictionary<string, Usage> _places = new(StringComparer.Ordinal);
    private Usage _all;

    /// <summary>Whether the place and all of them together stay within their limits. What doesn't grow fits always.</summary>
    public bool Fits(DialectFact fact, string? before, string body)
    {
        var change = Of(fact, body) - Of(fact, before);
        if (change is { Rows: <= 0, Characters: <= 0 }) return true;
        var (rows, characters) = fact.IsOfAsset
            ? (DialectState.MostOfAsset, DialectState.MostCharactersOfAsset)
            : (DialectState.MostOfSite, DialectState.MostCharactersOfSite);
        var place = _places.GetValueOrDefault(fact.Place) + change;
        var all = _all + change;
        return place.Rows <= rows && place.Characters <= characters && all.Rows <= DialectState.Most && all.Characters <= DialectState.MostCharacters;
    }

    /// <summary>Counts a body in the place of another; null: none.</summary>
    public void Change(DialectFact fact, string? before, string? after)
    {
        var change = Of(fact, after) - Of(fact, before);
        _all += change;
        var place = _places.GetValueOrDefault(fact.Place) + change;
        if (place.Rows > 0) _places[fact.Place] = place;
        else _places.Remove(fact.Place);
    }

    private static Usage Of(DialectFact fact, string? body) => body is null ? default : new Usage(1, fact.Key.Length + body.Length);

    /// <param name="Characters">Of keys and bodies.</param>
    private readonly record struct Usage(int Rows, long Characters)
    {
        public static Usage operator +(Usage one, Usage other) => new(one.Rows + other.Rows, one.Characters + other.Characters);

        public static Usage operator -(Usage one, Usage other) => new(one.Rows - other.Rows, one.Characters - other.Characters);
    }
}
