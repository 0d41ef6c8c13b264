using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>A duty of an asset.</summary>
/// <param name="Interval">Today's.</param>
/// <param name="AnchorDate">From where the next due counts.</param>
/// <param name="Terms">Other intervals, each from its day.</param>
/// <param name="EndsOn">Last day with a due; null: open.</param>
public sealed record ScheduleRow(
    InspectionScheduleId Id, AssetPlace Place, string TemplateKey, LocalizedName Name, string Interval, InspectionAnchor Anchor, DateOnly AnchorDate, IReadOnlyList<InspectionTerm> Terms, DateOnly? EndsOn);
