using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations.Crew;

/// <summary>A picture of a fault as pages list it.</summary>
/// <param name="Sha256">Address of its bytes.</param>
/// <param name="Kind">Before, after, signature.</param>
/// <param name="Label">Who signed; null for photos.</param>
/// <param name="TakenAt">When.</param>
/// <param name="HasPosition">Whether it is known where it was taken.</param>
public sealed record FaultFileRow(string Sha256, FaultFileKind Kind, string? Label, DateTimeOffset TakenAt, bool HasPosition)
{
    internal static FaultFileRow Of(FaultFile file) => new(file.Sha256, file.Kind, file.Label, file.TakenAt, file.Latitude is not null);
}
