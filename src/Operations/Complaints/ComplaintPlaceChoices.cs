using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Complaints;

/// <summary>Buildings and equipment of a community to choose from.</summary>
public sealed record ComplaintPlaceChoices(IReadOnlyList<(BuildingId Id, LocalizedName Name)> Buildings, IReadOnlyList<(AssetId Id, LocalizedName Name)> Assets);
