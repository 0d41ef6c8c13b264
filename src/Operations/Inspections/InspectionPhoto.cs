using Facilities.Domain;
using Facilities.Domain.Assets;

namespace Facilities.Operations.Inspections;

/// <summary>A photo as it came.</summary>
/// <param name="Bytes">Whole, at most 8 MiB.</param>
/// <param name="StepKey">Step that it shows.</param>
/// <param name="TakenAt">By the phone's site time; null or in the future: now.</param>
/// <param name="Position">Where, kept apart from the picture.</param>
public sealed record InspectionPhoto(InspectionItemId Item, ReadOnlyMemory<byte> Bytes, string? StepKey = null, DateTimeOffset? TakenAt = null, GeoPoint? Position = null);
