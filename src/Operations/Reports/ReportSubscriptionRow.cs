using Facilities.Domain;
using Facilities.Domain.Reports;
using Facilities.Operations.Compliance;

namespace Facilities.Operations.Reports;

/// <summary>A subscription with what was made of it.</summary>
/// <param name="Content">What it shows.</param>
/// <param name="Trail">The same in words; null: the caller doesn't see it any more.</param>
/// <param name="NextFrom">First day of the next report.</param>
/// <param name="NextUntil">Its last day; it is made on the day after.</param>
/// <param name="IsRefused">The last period was passed over: the owner might not see it when it was to be made.</param>
/// <param name="EndedAt">Null: it goes on.</param>
/// <param name="Reports">Newest first.</param>
public sealed record ReportSubscriptionRow(
    ReportSubscriptionId Id, ReportInterval Interval, ReportContent Content, ComplianceTrail? Trail, DateOnly NextFrom, DateOnly NextUntil, bool IsRefused, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<ReportRow> Reports);
