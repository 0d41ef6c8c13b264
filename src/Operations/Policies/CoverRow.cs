using Facilities.Domain.Insurance;

namespace Facilities.Operations.Policies;

/// <summary>One cover, see <see cref="Cover"/>.</summary>
/// <param name="Left">Of the aggregate limit after what was agreed so far; null: no limit, or the caller doesn't see all that shares it.</param>
public sealed record CoverRow(
    CoverKind Kind, Money? EventLimit, Money? AggregateLimit, Money? Left, Money Deductible, TimeSpan WaitingPeriod, TimeSpan NotifyWithin, IReadOnlyList<Money> Benefits, int? MaximumAgeYears);
