using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Permits;

/// <summary>
/// Leave to have an asset out of use, worked on or tested, from an instant to an instant and, when <see cref="Hours"/> is set, only in those hours of the site's
/// days. While it runs, what it covers is kept as a finding and wakes nobody; what still stands when it no longer runs opens its fault.
/// Trapped people are never covered. Another P1 only when its family is named: a fire pump's selector during the work on it, say.
/// </summary>
public sealed class Permit
{
    /// <summary>Longest permit. Who needs longer takes the asset out of service, or asks again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Fault families named by one permit; an asset type has fewer.</summary>
    public const int MaximumFamilies = 20;

    private Permit()
    {
    }

    /// <param name="number">Unique, e.g. P-2026-0007.</param>
    /// <param name="families">Covered fault families of the asset's type; empty: all. For <see cref="PermitKind.OutOfUse"/> always all, those named included by name.</param>
    /// <param name="reason">A listed code, e.g. <c>permit.maintenance</c>.</param>
    /// <param name="hours">Only in these hours of the site's local days; null: day and night.</param>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PeriodReversed"/>, <see cref="RuleCodes.PermitPast"/>, <see cref="RuleCodes.PermitTooLong"/>,
    /// <see cref="RuleCodes.PermitKindUnknown"/>, <see cref="RuleCodes.PermitFamilies"/>, <see cref="RuleCodes.NoteTooLong"/>.
    /// </exception>
    public Permit(
        string number, AssetId assetId, CommunityId communityId, PermitKind kind, IReadOnlyList<string> families, CodedText reason, DateTimeOffset from, DateTimeOffset until,
        WorkingHours? hours, string? note, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(families);
        RoleRights.Require(actor, Right.GrantPermit);
        if (!Enum.IsDefined(kind)) throw new RuleViolation(RuleCodes.PermitKindUnknown, ("kind", (int)kind));
        if (until <= from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        if (until <= now) throw new RuleViolation(RuleCodes.PermitPast, ("until", until));
        if (until - from > Longest) throw new RuleViolation(RuleCodes.PermitTooLong, ("days", Longest.Days));
        if (families.Count > MaximumFamilies || families.Contains(FaultFamilies.Entrapment)) throw new RuleViolation(RuleCodes.PermitFamilies, ("families", string.Join(", ", families)));
        if (note?.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        Number = number;
        AssetId = assetId;
        CommunityId = communityId;
        Kind = kind;
        Families = [.. families.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Reason = reason;
        From = from;
        Until = until;
        Hours = hours;
        Note = note;
        GrantedBy = actor.User;
        GrantedByOrganisation = actor.Organisation;
        GrantedAt = now;
    }

    public PermitId Id { get; private set; }

    public string Number { get; private set; } = "";

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public PermitKind Kind { get; private set; }

    /// <summary>Fault families that are covered by name; when empty, all are.</summary>
    public IReadOnlyList<string> Families { get; private set; } = [];

    public CodedText Reason { get; private set; } = CodedText.Of(ReasonCodes.PermitOther);

    public string? Note { get; private set; }

    public DateTimeOffset From { get; private set; }

    /// <summary>Planned end; no longer part of it.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Only in these hours of the site's local days; null: day and night.</summary>
    public WorkingHours? Hours { get; private set; }

    public UserId? GrantedBy { get; private set; }

    public OrganisationId? GrantedByOrganisation { get; private set; }

    public DateTimeOffset GrantedAt { get; private set; }

    /// <summary>Set when it was ended before its time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public UserId? EndedBy { get; private set; }

    /// <summary>When it ends, or ended.</summary>
    public DateTimeOffset EndsAt => EndedAt is { } ended && ended < Until ? ended : Until;

    /// <summary>Whether it runs at an instant.</summary>
    /// <param name="zone">The site's: its hours are local.</param>
    public bool RunsAt(DateTimeOffset instant, TimeZoneInfo zone) =>
        From <= instant && instant < EndsAt && (Hours is null || new WorkingCalendar(zone, Hours, []).IsWorkingTime(instant));

    /// <summary>Whether what is found of a family and severity is kept back while it runs.</summary>
    public bool Covers(string family, Severity severity) =>
        family != FaultFamilies.Entrapment
        && (Families.Contains(family, StringComparer.Ordinal) || (severity != Severity.P1 && (Families.Count == 0 || Kind == PermitKind.OutOfUse)));

    /// <summary>Ends it before its time; ending it again, or after its end, changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    /// <returns>Whether it was ended now.</returns>
    public bool End(Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.GrantPermit);
        if (now >= EndsAt) return false;
        EndedAt = now;
        EndedBy = actor.User;
        return true;
    }
}
