using Facilities.Domain;

namespace Facilities.Operations.Inspections;

/// <summary>What a person says was done.</summary>
public sealed record InspectionReport
{
    /// <summary>Chosen by the caller, unique per intention: the same key twice changes nothing.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Colleagues who signed, by the caller's word; he himself is added.</summary>
    public IReadOnlyList<UserId> Signatures { get; init; } = [];

    /// <summary>Tickets of colleagues who signed with their own account, of <see cref="CoSigning"/>.</summary>
    public IReadOnlyList<string> CoSigned { get; init; } = [];

    /// <summary>One per step of the template.</summary>
    public IReadOnlyList<StepReport> Steps { get; init; } = [];

    /// <summary>Codes scanned, in order.</summary>
    public IReadOnlyList<ScanReport> Scans { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>SHA-256 of photos and reports, lower case hex.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
