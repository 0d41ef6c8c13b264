namespace Facilities.Operations.Inspections;

/// <summary>A code that was scanned on a round.</summary>
/// <param name="Code">As read: the address on the asset or point, <c>…/{site}/{asset or point}</c>.</param>
/// <param name="At">By the phone's site time.</param>
/// <param name="Latitude">Of the phone, degrees by WGS 84; null when it doesn't know.</param>
public sealed record ScanReport(string Code, DateTimeOffset At, double? Latitude = null, double? Longitude = null);
