using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>An inspection item as a list or calendar shows it.</summary>
public sealed record InspectionRow
{
    public required InspectionItemId Id { get; init; }

    public required AssetPlace Place { get; init; }

    public required string TemplateKey { get; init; }

    public required LocalizedName Name { get; init; }

    public required InspectionState State { get; init; }

    /// <summary>The last day on which it is on time.</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>The end of that day at the site.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required DateOnly PlannedDate { get; init; }

    /// <summary>Done before this day it wouldn't count.</summary>
    public required DateOnly EarliestOn { get; init; }

    public required Performer Performer { get; init; }

    /// <summary>The interval is a legal limit.</summary>
    public required bool Statutory { get; init; }

    public required string Basis { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public LocalizedName? DoneBy { get; init; }

    public LocalizedName? Organisation { get; init; }

    /// <summary>Who of the crew is meant to do it; null: whoever comes.</summary>
    public UserId? AssignedTo { get; init; }

    /// <summary>His name.</summary>
    public LocalizedName? Assigned { get; init; }

    /// <summary>Created after its due date, because the service was down.</summary>
    public required bool CreatedLate { get; init; }
}
