using Facilities.Domain;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations.Funds;

namespace Facilities.Dashboard.Api;

/// <summary>An entry by hand.</summary>
/// <param name="AmountFen">Above 0.</param>
/// <param name="On">Day of the fact; not after today.</param>
/// <param name="Words">What it is.</param>
/// <param name="Document">SHA-256 of a paper that was kept for this community.</param>
/// <param name="Account">Which account it goes from or to.</param>
/// <param name="Asset">Left out: the whole community's.</param>
internal sealed record LedgerBody(int Community, LedgerKind Kind, long AmountFen, DateOnly On, string Words, string Document, PremiumSource? Account = null, int? Asset = null)
{
    public LedgerDraft ToDraft() => new(new CommunityId(Community), Asset is { } asset ? new AssetId(asset) : null, Kind, Account, new Money(AmountFen), On, Words, Document);
}
