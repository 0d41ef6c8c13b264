using Facilities.Domain.Access;

namespace Facilities.Domain.Certificates;

/// <summary>
/// A paper that somebody entered: of an asset, or a person's licence, which his firm keeps. It never changes; a newer one replaces it and it still says what held before. One
/// that was entered by mistake is withdrawn and never counted.
/// </summary>
public sealed class Certificate
{
    /// <summary>From so many days before its end a paper is warned of: an inspection may be done two months early.</summary>
    public const int WarningDays = 60;

    /// <summary>Longest number, characters.</summary>
    public const int MaximumNumber = 60;

    /// <summary>Longest name of an office, characters.</summary>
    public const int MaximumIssuer = 100;

    private Certificate()
    {
    }

    private Certificate(CertificateKind kind, CertificateText text, string slot, Actor actor, DateOnly today, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        RoleRights.Require(actor, Right.ManageCertificates);
        Number = Words(text.Number, MaximumNumber, RuleCodes.CertificateNumber);
        Issuer = Words(text.Issuer, MaximumIssuer, RuleCodes.CertificateIssuer);
        if (text.IssuedOn > today) throw new RuleViolation(RuleCodes.CertificateIssuedLater, ("day", text.IssuedOn));
        if (CertificateKinds.Expires(kind) != (text.ValidUntil is not null)) throw new RuleViolation(RuleCodes.CertificateUntil);
        if (text.ValidUntil < text.IssuedOn) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", text.IssuedOn), ("until", text.ValidUntil));
        (Kind, IssuedOn, ValidUntil, Slot) = (kind, text.IssuedOn, text.ValidUntil, slot);
        (EnteredBy, EnteredAt) = (actor.User, now);
    }

    public CertificateId Id { get; private set; }

    public CertificateKind Kind { get; private set; }

    /// <summary>Whose paper it is; null for a licence.</summary>
    public AssetId? AssetId { get; private set; }

    /// <summary>Whose licence it is; null for an asset's paper.</summary>
    public UserId? HolderId { get; private set; }

    /// <summary>The firm that keeps a licence.</summary>
    public OrganisationId? OrganisationId { get; private set; }

    public string Number { get; private set; } = "";

    public string Issuer { get; private set; } = "";

    /// <summary>From this day it holds.</summary>
    public DateOnly IssuedOn { get; private set; }

    /// <summary>Last day; null: it doesn't expire.</summary>
    public DateOnly? ValidUntil { get; private set; }

    public UserId? EnteredBy { get; private set; }

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>When a newer one was entered, or it was withdrawn; null: it is the one in force.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>It was entered by mistake: it never held.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Whose and of which kind, while it is the one in force: unique, so that two people who enter the same at once don't leave two. Null afterwards.</summary>
    public string? Slot { get; private set; }

    /// <summary>An asset's paper.</summary>
    /// <param name="assetType">Key of the asset's template.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.CertificateKind"/>: not of such an asset, <see cref="RuleCodes.CertificateNumber"/>,
    /// <see cref="RuleCodes.CertificateIssuer"/>, <see cref="RuleCodes.CertificateIssuedLater"/>, <see cref="RuleCodes.CertificateUntil"/>, <see cref="RuleCodes.PeriodReversed"/>.</exception>
    public static Certificate OfAsset(CertificateKind kind, AssetId asset, string assetType, CertificateText text, Actor actor, DateOnly today, DateTimeOffset now) =>
        CertificateKinds.Of(assetType).Contains(kind)
            ? new Certificate(kind, text, SlotOf(kind, asset), actor, today, now) { AssetId = asset }
            : throw new RuleViolation(RuleCodes.CertificateKind);

    /// <summary>A person's licence, kept by his firm.</summary>
    /// <exception cref="RuleViolation">As <see cref="OfAsset"/>.</exception>
    public static Certificate OfPerson(CertificateKind kind, UserId holder, OrganisationId firm, CertificateText text, Actor actor, DateOnly today, DateTimeOffset now) =>
        CertificateKinds.IsLicence(kind)
            ? new Certificate(kind, text, SlotOf(kind, holder), actor, today, now) { HolderId = holder, OrganisationId = firm }
            : throw new RuleViolation(RuleCodes.CertificateKind);

    public static string SlotOf(CertificateKind kind, AssetId asset) => $"a{asset}/{kind}";

    public static string SlotOf(CertificateKind kind, UserId holder) => $"u{holder}/{kind}";

    /// <summary>Whether it holds on a day, whatever has replaced it since.</summary>
    public bool HoldsOn(DateOnly day) => !IsWithdrawn && IssuedOn <= day && (ValidUntil is null || day <= ValidUntil);

    /// <summary>How a paper that holds until then stands; null: there is none.</summary>
    public static CertificateState StateOn(DateOnly today, DateOnly? until) => until switch
    {
        null => CertificateState.Missing,
        { } last when last < today => CertificateState.Expired,
        { } last when last <= today.AddDays(WarningDays) => CertificateState.ExpiresSoon,
        _ => CertificateState.Valid,
    };

    /// <summary>A newer one was entered; it still says what held before.</summary>
    public void Replace(DateTimeOffset now) => (EndedAt, Slot) = (now, null);

    /// <summary>It was entered by mistake. Twice changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public void Withdraw(Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.ManageCertificates);
        if (IsWithdrawn) return;
        (EndedAt, IsWithdrawn, Slot) = (EndedAt ?? now, true, null);
    }

    private static string Words(string? text, int longest, string code)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length is var length && length > 0 && length <= longest ? trimmed : throw new RuleViolation(code, ("maximum", longest));
    }
}
