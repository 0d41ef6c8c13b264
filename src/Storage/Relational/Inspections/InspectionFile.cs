using Facilities.Domain;
using Facilities.Domain.Assets;

namespace Facilities.Storage.Relational.Inspections;

/// <summary>A photo of an inspection, taken in the app. The bytes lie in the file store under their digest; where it was taken is kept here, apart from them.</summary>
public sealed class InspectionFile
{
    public InspectionItemId ItemId { get; set; }

    /// <summary>Lower case hex; with <see cref="ItemId"/> the key.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Step that it shows; null: the work as a whole.</summary>
    public string? StepKey { get; set; }

    /// <summary>What the bytes are, not what the sender called them.</summary>
    public required string MediaType { get; set; }

    public int Length { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public UserId? UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }

    public void TakenFrom(GeoPoint? place) => (Latitude, Longitude) = (place?.Latitude, place?.Longitude);
}
