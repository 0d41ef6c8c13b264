namespace Facilities.Domain.Complaints;

/// <summary>A name by which a community is found.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Sound">The same, alike characters made one.</param>
/// <param name="Stem">Of the sound, without an ending that others share.</param>
/// <param name="Site">Index of the community.</param>
/// <param name="Reason">What kind of name it is.</param>
/// <param name="Confidence">When it stands there as it is.</param>
internal sealed record PlaceName(string Text, string Sound, string Stem, int Site, MatchReasons Reason, double Confidence);
