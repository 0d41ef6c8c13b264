namespace Facilities.Domain.Inspections;

/// <summary>A duty: what, how often, by whom, with which evidence and on which basis. See <see cref="InspectionTemplates"/>.</summary>
/// <param name="Key">Stable, e.g. <c>elevator-half-month</c>.</param>
/// <param name="AssetType">Key of the asset template it is for.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
/// <param name="Statutory">The interval is a legal limit: a schedule may tighten it, never loosen it.</param>
/// <param name="Evidence">Codes of what must be brought.</param>
/// <param name="Basis">The standard or rule.</param>
public sealed record InspectionTemplate(
    string Key,
    string AssetType,
    string Name,
    string NameEn,
    InspectionInterval Interval,
    InspectionAnchor Anchor,
    Performer Performer,
    bool Statutory,
    IReadOnlyList<string> Evidence,
    string Basis,
    BasisMark Mark)
{
    /// <summary>Different people who must sign.</summary>
    public int Signatures { get; init; } = 1;

    public IReadOnlyList<InspectionStep> Steps { get; init; } = [];

    /// <summary>Keys of shorter lists that doing this one does too.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>How many months before its due date it may be done at the earliest; null: any time after the one before.</summary>
    public int? EarlyMonths { get; init; }

    /// <summary>Planned work keeps off holidays, always to an earlier day; the due date stays.</summary>
    public bool AvoidsHolidays { get; init; } = true;
}
