namespace Facilities.Detection;

/// <summary>How far what was seen looks like a fault mode: of its signs, how many went as the mode says. No probability.</summary>
/// <param name="Mode">Key of the mode.</param>
/// <param name="Signs">All its signs, in the template's order.</param>
public sealed record ModeResemblance(string Mode, IReadOnlyList<SeenSign> Signs)
{
    /// <summary>Signs that went as the mode says.</summary>
    public int AsSaid => Signs.Count(sign => sign.State == SignState.AsSaid);

    /// <summary>Share of all its signs that went as it says, 0 to 1; what nothing judged counts as not seen.</summary>
    public double Share => Signs.Count == 0 ? 0 : (double)AsSaid / Signs.Count;

    /// <summary>
    /// The modes that what was seen resembles, the likeliest first: at least half of the signs went as said and none the other way. Of two modes the one comes first
    /// that explains more of what moved with fewer signs missing (harmonic mean of both shares), then the one with more signs.
    /// </summary>
    /// <param name="modes">Modes with their signs; those without any are left out.</param>
    /// <param name="seen">By point: which way it went, or null where it stands still. A point that nothing judged is absent.</param>
    public static IReadOnlyList<ModeResemblance> Of(IEnumerable<(string Mode, IReadOnlyList<ModeSign> Signs)> modes, IReadOnlyDictionary<string, SignMove?> seen)
    {
        ArgumentNullException.ThrowIfNull(modes);
        ArgumentNullException.ThrowIfNull(seen);
        var moved = seen.Count(point => point.Value is not null);
        return [.. modes.Where(mode => mode.Signs.Count > 0).Select(mode => Look(mode.Mode, mode.Signs, seen))
            .Where(mode => mode.Share >= 0.5 && mode.Signs.All(sign => sign.State != SignState.Opposite))
            .OrderByDescending(mode => 2.0 * mode.AsSaid / (mode.Signs.Count + moved)).ThenByDescending(mode => mode.AsSaid).ThenBy(mode => mode.Mode, StringComparer.Ordinal)];
    }

    /// <summary>One mode beside what was seen.</summary>
    public static ModeResemblance Look(string mode, IReadOnlyList<ModeSign> signs, IReadOnlyDictionary<string, SignMove?> seen)
    {
        ArgumentNullException.ThrowIfNull(signs);
        ArgumentNullException.ThrowIfNull(seen);
        return new ModeResemblance(mode, [.. signs.Select(sign => new SeenSign(sign, !seen.TryGetValue(sign.Point, out var went) ? SignState.Unseen : StateOf(sign.Moves, went)))]);
    }

    private static SignState StateOf(SignMove said, SignMove? went) => went switch
    {
        null => SignState.Still,
        { } way when way == said || said == SignMove.Either || way == SignMove.Either => SignState.AsSaid,
        _ => SignState.Opposite,
    };
}
