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

    /// <summary>Done before this day it wouldn't count.</summary>
    public required DateOnly EarliestOn { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? RecordedAt { get; init; }

    public string? Note { get; init; }

    public string? PermitNumber { get; init; }

    public required bool MayComplete { get; init; }

    public required bool MayExcuse { get; init; }
}
