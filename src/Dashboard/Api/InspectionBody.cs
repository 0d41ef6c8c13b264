using Facilities.Domain;
using Facilities.Operations.Inspections;

namespace Facilities.Dashboard.Api;

/// <summary>What a person says was done.</summary>
internal sealed record InspectionBody(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<StepReport> Steps, IReadOnlyList<UserId>? Signatures = null, string? Note = null, IReadOnlyList<string>? Files = null, IReadOnlyList<ScanReport>? Scans = null)
{
    public InspectionReport ToReport(string key) => new()
    {
        Key = key,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Steps = Steps,
        Signatures = Signatures ?? [],
        Note = Note,
        Files = Files ?? [],
        Scans = Scans ?? [],
    };
}
