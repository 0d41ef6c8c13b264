namespace Facilities.Domain.Inspections;

/// <summary>What <c>inspection-templates.json</c> says. Immutable.</summary>
/// <param name="Version">Counts up with every change of the file.</param>
/// <param name="Keeping">Classes of records.</param>
/// <param name="Outages">Longest outages without approval.</param>
public sealed record InspectionLibrary(
    int Version, IReadOnlyList<InspectionTemplate> Templates, IReadOnlyList<RecordKeeping> Keeping, IReadOnlyList<OutageLimit> Outages);
