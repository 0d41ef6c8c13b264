using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;

namespace Facilities.Dashboard.Api;

/// <summary>One cover of a policy's terms.</summary>
/// <param name="EventLimitFen">At most for one loss event; left out: no limit.</param>
/// <param name="AggregateLimitFen">At most for all losses under these terms; left out: no limit.</param>
/// <param name="DeductibleFen">Kept by the insured, per event.</param>
/// <param name="WaitingDays">No cover for so many days after the policy's first day.</param>
/// <param name="NotifyHours">To be notified within so many hours; left out: 48.</param>
/// <param name="BenefitsFen">What each step of the cover's trigger pays, ascending; left out: by the repair, or as surveyed.</param>
/// <param name="MaximumAgeYears">Older assets aren't covered; left out: no limit.</param>
internal sealed record CoverBody(
    CoverKind Kind, long? EventLimitFen = null, long? AggregateLimitFen = null, long DeductibleFen = 0, int WaitingDays = 0, int? NotifyHours = null, IReadOnlyList<long>? BenefitsFen = null, int? MaximumAgeYears = null)
{
    public CoverDraft ToDraft() => new(
        Kind, EventLimitFen is { } one ? new Money(one) : null, AggregateLimitFen is { } all ? new Money(all) : null, new Money(DeductibleFen), WaitingDays, NotifyHours, [.. (BenefitsFen ?? []).Select(fen => new Money(fen))], MaximumAgeYears);
}
