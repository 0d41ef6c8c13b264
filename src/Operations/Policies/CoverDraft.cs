using Facilities.Domain.Insurance;

namespace Facilities.Operations.Policies;

/// <summary>One cover of terms, in the units in which people agree on it.</summary>
/// <param name="EventLimit">At most for one loss event; null: no limit.</param>
/// <param name="AggregateLimit">At most for all losses under these terms; null: no limit.</param>
/// <param name="Deductible">Kept by the insured, per event.</param>
/// <param name="WaitingDays">No cover for so many days after the policy's first day.</param>
/// <param name="NotifyHours">To be notified within so many hours; null: 48.</param>
/// <param name="Benefits">What each step of the cover's trigger pays, ascending; empty: by the repair, or as surveyed.</param>
/// <param name="MaximumAgeYears">Older assets aren't covered; null: no limit.</param>
public sealed record CoverDraft(
    CoverKind Kind, Money? EventLimit, Money? AggregateLimit, Money Deductible, int WaitingDays, int? NotifyHours, IReadOnlyList<Money> Benefits, int? MaximumAgeYears)
{
    internal Cover ToCover() => new(
        Kind, EventLimit, AggregateLimit, Deductible, TimeSpan.FromDays(Math.Clamp(WaitingDays, -1, 10_000)), NotifyHours is { } hours ? TimeSpan.FromHours(Math.Clamp(hours, 0, 100_000)) : null, Benefits, MaximumAgeYears);
}
