using Facilities.Domain;
using Facilities.Domain.Assets;

namespace Facilities.Storage.Relational.Faults;

/// <summary>A photo or signature of a fault. The bytes lie in the file store under their digest; where they were taken is kept here, apart from them.</summary>
public sealed class FaultFile
{
    public FaultId FaultId { get; set; }

    /// <summary>Lower case hex; with <see cref="FaultId"/> the key.</summary>
    public required string Sha256 { get; set; }

    public FaultFileKind Kind { get; set; }

    /// <summary>What the bytes are, not what the sender called them.</summary>
    public required string MediaType { get; set; }

    public int Length { get; set; }

    /// <summary>Who signed; null for photos.</summary>
    public string? Label { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public UserId? UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }

    public void TakenFrom(GeoPoint? place) => (Latitude, Longitude) = (place?.Latitude, place?.Longitude);
}
