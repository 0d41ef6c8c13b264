namespace Facilities.Operations.Residents;

/// <summary>What somebody without an account reports.</summary>
/// <param name="Site">Code of the community.</param>
/// <param name="Code">Code of the asset.</param>
/// <param name="Family">Fault family of its type; <c>entrapment</c>: people are trapped.</param>
/// <param name="Words">His own, at most <see cref="ResidentReports.MaximumWords"/> characters; null: none.</param>
/// <param name="Photo">JPEG or PNG; empty: none.</param>
/// <param name="Phone">To be asked by SMS whether it is solved; empty: he looks himself.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record ResidentReport(string Site, string Code, string Family, string? Words, ReadOnlyMemory<byte> Photo, string Phone, string Locale);
