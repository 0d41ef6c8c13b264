using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>One hold of a fault.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="Until">Planned end.</param>
/// <param name="From">When it was approved; null: it wasn't.</param>
/// <param name="RefusedAt">When it was refused; null: it wasn't.</param>
/// <param name="EndedAt">When work resumed; null: it runs or never ran.</param>
public sealed record HoldRow(
    HoldReason Reason, LocalizedName? RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset Until, DateTimeOffset? From, DateTimeOffset? RefusedAt, DateTimeOffset? EndedAt);
