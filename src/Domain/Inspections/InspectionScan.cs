using Facilities.Domain.Assets;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>Somebody showed that he stood at a point of his round.</summary>
/// <param name="Code">What was scanned: the address on the asset or point.</param>
/// <param name="At">By the phone's site time.</param>
/// <param name="Proof">What the scan is worth: a printed code can be photographed.</param>
/// <param name="Metres">From the site; null when nobody knows.</param>
/// <param name="Latitude">Of the phone, degrees by WGS 84; null when it didn't know.</param>
public sealed record InspectionScan(string Code, DateTimeOffset At, ArrivalProofKind Proof, int? Metres = null, double? Latitude = null, double? Longitude = null)
{
    /// <summary>Scans of one record; a round with more points is two rounds.</summary>
    public const int Maximum = 200;

    public GeoPoint? Place => Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null;
}
