using Facilities.Domain;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Funds;

/// <summary>One entry of the ledger.</summary>
/// <param name="Place">Null: the whole community's.</param>
/// <param name="Amount">Whole fen; below zero where it reverses another.</param>
/// <param name="Fact">What it was booked from; null: by hand.</param>
/// <param name="Link">Page of that fact; null: there is none.</param>
/// <param name="Document">Name of the paper behind it.</param>
/// <param name="ReversedBy">The entry that took it back.</param>
public sealed record LedgerRow(
    LedgerEntryId Id, CommunityId CommunityId, LocalizedName Community, AssetPlace? Place, LedgerKind Kind, PremiumSource? Account, Money Amount, DateOnly On, DateTimeOffset EnteredAt, LocalizedName? EnteredBy,
    string? Fact, string? Link, string Words, string? Document, LedgerEntryId? Reverses, LedgerEntryId? ReversedBy);
