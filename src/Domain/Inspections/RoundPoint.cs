using Facilities.Domain.Assets;

namespace Facilities.Domain.Inspections;

/// <summary>A point of a round, in its order.</summary>
/// <param name="Code">Unique in the round; the last part of the address on the point's code, <c>…/{site}/{code}</c>.</param>
/// <param name="Name">As the person walking reads it, in Chinese.</param>
/// <param name="NameEn">English; null: the Chinese name.</param>
/// <param name="LeastSeconds">Nobody gets here from the point before in less; 0: nothing is said.</param>
/// <param name="Latitude">Degrees by WGS 84; null: not entered.</param>
public sealed record RoundPoint(string Code, string Name, string? NameEn = null, int LeastSeconds = 0, double? Latitude = null, double? Longitude = null)
{
    /// <summary>Nobody walks longer from one point to the next of a round.</summary>
    public const int MaximumSeconds = 3_600;

    public const int MaximumNameLength = 100;

    public bool IsWellFormed => Codes.IsWellFormed(Code) && Name is { Length: > 0 and <= MaximumNameLength } && !string.IsNullOrWhiteSpace(Name) && !(NameEn?.Length > MaximumNameLength)
        && LeastSeconds is >= 0 and <= MaximumSeconds && (Latitude is null) == (Longitude is null)
        && (Latitude is not { } latitude || Longitude is not { } longitude || new GeoPoint(latitude, longitude).IsValid);

    /// <summary>Whether a scanned code is this point's.</summary>
    public bool Is(InspectionScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return string.Equals(scan.Code.Trim().Split('?', '#')[0].TrimEnd('/').Split('/')[^1], Code, StringComparison.OrdinalIgnoreCase);
    }
}
