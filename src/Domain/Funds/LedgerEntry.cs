using Facilities.Domain.Access;
using Facilities.Domain.Insurance;

namespace Facilities.Domain.Funds;

/// <summary>
/// One entry of a community's ledger of facility money: premium, repair, payout, fund gains, and nothing else. Append-only: what is wrong is reversed by an entry of the opposite sign and
/// entered anew. Booked from a fact, or entered by hand with a document.
/// </summary>
public sealed class LedgerEntry
{
    /// <summary>Longest <see cref="Words"/>.</summary>
    public const int MaximumWords = 500;

    /// <summary>Of an entry by hand, ten million yuan: a slip, not a lift. What is booked from a fact was judged where the fact was entered.</summary>
    public static readonly Money Largest = Money.FromYuan(10_000_000);

    private LedgerEntry()
    {
    }

    public LedgerEntryId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    /// <summary>Null: the whole community's.</summary>
    public AssetId? AssetId { get; private set; }

    public LedgerKind Kind { get; private set; }

    /// <summary>Which account it went from or to; null: nobody has said.</summary>
    public PremiumSource? Account { get; private set; }

    /// <summary>Below zero only where it reverses another.</summary>
    public Money Amount { get; private set; }

    /// <summary>Day of the fact at the site.</summary>
    public DateOnly On { get; private set; }

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Null: the service booked it.</summary>
    public UserId? EnteredBy { get; private set; }

    public Role Role { get; private set; }

    public OrganisationId? OrganisationId { get; private set; }

    /// <summary>The fact it was booked from, e.g. <c>payout/17</c>, unique; null: by hand.</summary>
    public string? Fact { get; private set; }

    /// <summary>Of a person; empty where it was booked.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Digest of the paper behind an entry by hand.</summary>
    public string? Document { get; private set; }

    /// <summary>The entry that it takes back; unique.</summary>
    public LedgerEntryId? Reverses { get; private set; }

    /// <summary>Money that came; the others cost.</summary>
    public static bool IsIncome(LedgerKind kind) => kind is LedgerKind.Payout or LedgerKind.FundGains;

    /// <summary>From a fact, by the service: any amount above zero.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.LedgerAmount"/>.</exception>
    public static LedgerEntry Book(CommunityId community, AssetId? asset, LedgerKind kind, PremiumSource? account, Money amount, DateOnly on, string fact, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fact);
        var entry = Make(community, asset, kind, account, amount, new Money(long.MaxValue), on, now);
        entry.Fact = fact;
        return entry;
    }

    /// <summary>By hand, with its paper.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.LedgerAmount"/>, <see cref="RuleCodes.LedgerWords"/>, <see cref="RuleCodes.LedgerDocument"/>, <see cref="RuleCodes.LedgerDay"/>.</exception>
    public static LedgerEntry Enter(
        CommunityId community, AssetId? asset, LedgerKind kind, PremiumSource? account, Money amount, DateOnly on, string words, string? document, Actor actor, DateOnly today, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(words);
        RoleRights.Require(actor, Right.KeepLedger);
        if (on > today || on < today.AddYears(-10)) throw new RuleViolation(RuleCodes.LedgerDay, ("day", on));
        if (words.Trim().Length is 0 or > MaximumWords) throw new RuleViolation(RuleCodes.LedgerWords, ("maximum", MaximumWords));
        if (string.IsNullOrEmpty(document)) throw new RuleViolation(RuleCodes.LedgerDocument);
        var entry = Make(community, asset, kind, account, amount, Largest, on, now);
        (entry.Words, entry.Document, entry.EnteredBy, entry.Role, entry.OrganisationId) = (words.Trim(), document, actor.User, actor.Role, actor.Organisation);
        return entry;
    }

    /// <summary>Takes an entry back, today: whatever stands in an earlier quarter stays there.</summary>
    /// <param name="words">Why; of the service none.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.LedgerReversal"/>: it is a reversal itself, <see cref="RuleCodes.LedgerWords"/>.</exception>
    public static LedgerEntry Reverse(LedgerEntry entry, string words, Actor actor, DateOnly today, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Role != Role.System)
        {
            RoleRights.Require(actor, Right.KeepLedger);
            if (words.Trim().Length is 0 or > MaximumWords) throw new RuleViolation(RuleCodes.LedgerWords, ("maximum", MaximumWords));
        }

        if (entry.Reverses is not null) throw new RuleViolation(RuleCodes.LedgerReversal);
        return new LedgerEntry
        {
            CommunityId = entry.CommunityId,
            AssetId = entry.AssetId,
            Kind = entry.Kind,
            Account = entry.Account,
            Amount = Money.Zero - entry.Amount,
            On = today,
            EnteredAt = now,
            EnteredBy = actor.User,
            Role = actor.Role,
            OrganisationId = actor.Organisation,
            Words = words.Trim(),
            Reverses = entry.Id,
        };
    }

    private static LedgerEntry Make(CommunityId community, AssetId? asset, LedgerKind kind, PremiumSource? account, Money amount, Money largest, DateOnly on, DateTimeOffset now)
    {
        if (amount <= Money.Zero || amount > largest || !Enum.IsDefined(kind) || (account is { } known && !Enum.IsDefined(known))) throw new RuleViolation(RuleCodes.LedgerAmount, ("maximum", largest));
        return new LedgerEntry { CommunityId = community, AssetId = asset, Kind = kind, Account = account, Amount = amount, On = on, EnteredAt = now };
    }
}
