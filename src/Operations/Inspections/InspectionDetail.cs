using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>An inspection item with its checklist.</summary>
public sealed record InspectionDetail
{
    public required InspectionRow Row { get; init; }

    /// <summary>In the template's order, with what was found where it is done.</summary>
    public required IReadOnlyList<InspectionStepRow> Steps { get; init; }

    /// <summary>Different people who must sign.</summary>
    public required int SignaturesNeeded { get; init; }

    public required IReadOnlyList<LocalizedName> SignedBy { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? RecordedAt { get; init; }

    public string? Note { get; init; }

    public string? PermitNumber { get; init; }

    /// <summary>Points of its round in the order in which they are walked; empty: work at one asset, or the round isn't described.</summary>
    public required IReadOnlyList<RoundPoint> Round { get; init; }

    /// <summary>Codes scanned on the way, in order.</summary>
    public required IReadOnlyList<InspectionScan> Scans { get; init; }

    /// <summary>What makes the record doubtful by itself.</summary>
    public required IReadOnlyList<CodedText> Doubts { get; init; }

    /// <summary>Said later about what was wrong in the record, oldest first.</summary>
    public required IReadOnlyList<CorrectionRow> Corrections { get; init; }

    /// <summary>Digests of its photos, oldest first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Codes of what must be brought.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The record is kept until this day at least; null while there is none.</summary>
    public DateOnly? KeptUntil { get; init; }

    /// <summary>Share of the time in which the asset was heard of, 0 to 1, where telemetry wrote the record; null: a person did, or there is none.</summary>
    public double? Coverage { get; init; }

    public required bool MayReschedule { get; init; }

    public required bool MayComplete { get; init; }

    public required bool MayExcuse { get; init; }
}
