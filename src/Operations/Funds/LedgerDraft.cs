using Facilities.Domain;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Funds;

/// <summary>An entry by hand.</summary>
/// <param name="Asset">Null: the whole community's.</param>
/// <param name="Account">Which account it goes from or to; null: not known.</param>
/// <param name="Document">Digest of a paper that was kept for this community.</param>
public sealed record LedgerDraft(CommunityId Community, AssetId? Asset, LedgerKind Kind, PremiumSource? Account, Money Amount, DateOnly On, string Words, string? Document);
