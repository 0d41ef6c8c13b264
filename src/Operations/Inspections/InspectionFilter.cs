using Facilities.Domain;
using Facilities.Domain.Inspections;

namespace Facilities.Operations.Inspections;

/// <summary>Which inspection items a list shows; everything empty shows what is pending, by due date.</summary>
public sealed record InspectionFilter
{
    /// <summary>Planned, due or overdue only. Off: all, or those of <see cref="State"/>.</summary>
    public bool PendingOnly { get; init; } = true;

    public InspectionState? State { get; init; }

    public CommunityId? Community { get; init; }

    public AssetId? Asset { get; init; }

    public string? TemplateKey { get; init; }

    /// <summary>First due date.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last due date, included.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>First planned day.</summary>
    public DateOnly? PlannedFrom { get; init; }

    /// <summary>Last planned day, included.</summary>
    public DateOnly? PlannedUntil { get; init; }

    /// <summary>Under contract for the asset today, or running its community.</summary>
    public OrganisationId? Firm { get; init; }

    /// <summary>Who does it by the rule.</summary>
    public Performer? Performer { get; init; }

    /// <summary>Meant for this person of the crew, or done by him.</summary>
    public UserId? Crew { get; init; }

    /// <summary>By planned day; otherwise by due date.</summary>
    public bool ByPlannedDay { get; init; }

    /// <summary>Newest due date first.</summary>
    public bool Descending { get; init; }

    public Paging Paging { get; init; } = Paging.First;
}
