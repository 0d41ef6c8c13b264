using Facilities.Domain;
using Facilities.Operations.Inspections;

namespace Facilities.Dashboard.Api;

/// <summary>What a person says was done.</summary>
/// <param name="Signatures">Colleagues who signed, by the caller's word.</param>
/// <param name="CoSigned">Tickets of colleagues who signed with their own account: <c>POST /api/crew/co-signers</c>.</param>
internal sealed record InspectionBody(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<StepReport> Steps, IReadOnlyList<UserId>? Signatures = null, string? Note = null, IReadOnlyList<string>? Files = null, IReadOnlyList<ScanReport>? Scans = null,
    IReadOnlyList<string>? CoSigned = null)
{
    public InspectionReport ToReport(string key) => new()
    {
        Key = key,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Steps = Steps,
        Signatures = Signatures ?? [],
        CoSigned = CoSigned ?? [],
        Note = Note,
        Files = Files ?? [],
        Scans = Scans ?? [],
    };
}
