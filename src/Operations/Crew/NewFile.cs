using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations.Crew;

/// <summary>A picture as it came.</summary>
/// <param name="Fault">What it shows.</param>
/// <param name="Kind">Before, after, signature.</param>
/// <param name="Bytes">Whole, at most <see cref="FaultFiles.MaximumBytes"/>.</param>
/// <param name="TakenAt">By the phone's site time; null or in the future: now.</param>
/// <param name="Position">Where, kept apart from the picture.</param>
/// <param name="Label">Who signed.</param>
public sealed record NewFile(FaultId Fault, FaultFileKind Kind, ReadOnlyMemory<byte> Bytes, DateTimeOffset? TakenAt = null, GeoPoint? Position = null, string? Label = null);
