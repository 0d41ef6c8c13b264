using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>A duty of the library, with its basis and what the caller's firm asks beyond it.</summary>
/// <param name="Interval">The rule's today, as <see cref="InspectionInterval"/> writes it.</param>
/// <param name="Statutory">The interval is a legal limit.</param>
/// <param name="Mark">How well the interval is founded.</param>
/// <param name="PerformerMark">How well it is founded who does it.</param>
/// <param name="OnDemand">Longest interval under a permit for on-demand maintenance; null: not possible.</param>
/// <param name="KeepYears">How long records are kept.</param>
/// <param name="Changes">Later wordings of the rule, ascending.</param>
/// <param name="OnDemandBasis">Where that bound comes from.</param>
/// <param name="HouseRules">Ascending by their first day.</param>
/// <param name="Licence">That everyone who signs needs; null: none.</param>
public sealed record DutyRow(
    string Key, string AssetType, LocalizedName Name, string Interval, InspectionAnchor Anchor, IReadOnlyList<Performer> Performers, bool Statutory, int Signatures,
    IReadOnlyList<string> Evidence, string Basis, BasisMark Mark, BasisMark PerformerMark, IReadOnlyList<string> Includes, string? Season, int? EarlyMonths, string? OnDemand,
    string? OnDemandBasis, BasisMark? OnDemandMark, int KeepYears, IReadOnlyList<DutyChangeRow> Changes, IReadOnlyList<HouseRuleRow> HouseRules, LicenceDemand? Licence);
