namespace Facilities.Domain.Assets;

/// <summary>A place by WGS 84, degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusMetres = 6_371_000;

    public bool IsValid => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    /// <summary>Great-circle distance by the haversine formula; within a city its error is far below a phone's own.</summary>
    public double MetresTo(GeoPoint other)
    {
        var (a, b) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var half = Math.Sin((b - a) / 2);
        var across = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        return 2 * EarthRadiusMetres * Math.Asin(Math.Sqrt((half * half) + (Math.Cos(a) * Math.Cos(b) * across * across)));
    }
}
