using System.Globalization;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications.Sending;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Wording;

/// <summary>Words a notice about a fault: the first line says severity, place, what and deadline. Pure.</summary>
internal static class FaultMessageWriter
{
    /// <param name="facts">What it is about.</param>
    /// <param name="culture">The reader's.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="publicUrl">How people reach the pages; null: no link.</param>
    public static OutgoingMessage Write(MessageFacts facts, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var (notice, fault) = (facts.Notice, facts.Fault);
        var place = PlaceOf(facts, culture);
        var what = facts.What.For(culture);
        var deadline = notice.Kind == NoticeKind.Closed ? null : Deadline(facts, culture);
        var severity = notice.Kind == NoticeKind.Closed ? MessageText.Say(culture, "first.closed", fault.Severity, Kind(facts, culture)) : fault.Severity.ToString();
        var first = deadline is null
            ? MessageText.Say(culture, "first", severity, place, what)
            : MessageText.Say(culture, "first.deadline", severity, place, what, deadline);
        var lines = new List<string>
        {
            MessageText.Say(culture, "line.number", fault.Number, Kind(facts, culture)),
            MessageText.Say(culture, "line.found", Moment(fault.DetectedAt, facts, culture)),
        };
        if (facts.Part is { } part)
        {
            lines.Insert(0, MessageText.Say(culture, "line.part", OneLine(part.Task)));
            if (part.Result is { } result) lines.Insert(1, MessageText.Say(culture, "line.result", OneLine(result)));
        }

        if (facts.Assigned is { } assigned && notice.Kind != NoticeKind.Closed) lines.Add(MessageText.Say(culture, "line.assigned", assigned.For(culture)));
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = lines,
            Link = Link(publicUrl, string.Create(CultureInfo.InvariantCulture, $"faults/{fault.Id}")),
            LinkText = MessageText.Say(culture, "link.fault"),
            PersonalLinkText = MessageText.Say(culture, "link.acknowledge"),
            Fields = new MessageFields(
                KindKey(notice.Kind), notice.CreatedAt.ToUnixTimeMilliseconds(), notice.Step, fault.Id.Value, fault.Number, (int)fault.Severity, fault.State.ToString(),
                fault.Family, fault.ModeKey, facts.Place.SiteCode, facts.Place.Code, place, what, fault.NextDueAt?.ToUnixTimeMilliseconds(), deadline),
        };
    }

    /// <summary>An address under the pages' own.</summary>
    public static Uri? Link(Uri? publicUrl, string path) =>
        publicUrl is null ? null : new Uri(publicUrl.AbsoluteUri.EndsWith('/') ? publicUrl : new Uri(publicUrl.AbsoluteUri + "/"), path);

    /// <summary>The field <c>kind</c> for programs: snake case of the name.</summary>
    public static string KindKey(NoticeKind kind) => kind switch
    {
        NoticeKind.SeverityRaised => "severity_raised",
        NoticeKind.StormSummary => "storm_summary",
        NoticeKind.CertificateExpires => "certificate_expires",
        NoticeKind.LicenceExpires => "licence_expires",
        NoticeKind.ModelDrifted => "model_drifted",
        NoticeKind.PolicyExpires => "policy_expires",
        NoticeKind.ClaimDue => "claim_due",
        NoticeKind.ClaimMoved => "claim_moved",
        NoticeKind.FollowUp => ReporterMessageWriter.FollowUpKind,
        NoticeKind.PartAsked => "part_asked",
        NoticeKind.PartEnded => "part_ended",
        NoticeKind.PartOverdue => "part_overdue",
        NoticeKind.PartWithdrawn => "part_withdrawn",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>10:05 today, 03-02 10:05 on other days, in the site's zone.</summary>
    public static string Moment(DateTimeOffset at, MessageFacts facts, CultureInfo culture) => Moment(at, facts.Now, facts.Zone, culture);

    public static string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        return local.ToString(local.Date == today.Date ? "HH:mm" : "MM-dd HH:mm", culture);
    }

    /// <summary>Community, building and asset in one line.</summary>
    public static string PlaceOf(MessageFacts facts, CultureInfo culture)
    {
        var place = facts.Place;
        var (name, building) = (place.Name.For(culture), place.Building?.For(culture));
        // Lifts are often called after their building; a locked screen has no room to say it twice.
        if (building is not null && name.StartsWith(building, StringComparison.Ordinal)) building = null;
        var parts = new[] { place.Community.For(culture), building, name }.Where(static part => !string.IsNullOrEmpty(part));
        return OneLine(string.Join(' ', parts));
    }

    private static string? Deadline(MessageFacts facts, CultureInfo culture)
    {
        if (facts.Part is { } part) return part.IsOpen ? MessageText.Say(culture, part.DueAt < facts.Now ? "late.Part" : "due.Part", Moment(part.DueAt, facts, culture)) : null;
        var fault = facts.Fault;
        if (fault.NextDueAt is not { } due) return null;
        var limit = due == fault.AcknowledgeBy && fault.CurrentRound.AcknowledgedAt is null ? FaultLimits.Acknowledge
            : due == fault.ArriveBy ? FaultLimits.Arrive
            : due == fault.SafeBy ? FaultLimits.Safe
            : FaultLimits.Fix;
        return MessageText.Say(culture, (due < facts.Now ? "late." : "due.") + limit, Moment(due, facts, culture));
    }

    private static string Kind(MessageFacts facts, CultureInfo culture) => facts.Notice.Kind switch
    {
        NoticeKind.Escalated => MessageText.Say(culture, "kind.Escalated", facts.Notice.Step),
        NoticeKind.PartEnded when facts.Part is { State: FaultPartState.Refused } => MessageText.Say(culture, "kind.PartRefused"),
        NoticeKind.Closed when facts.Fault.State == FaultState.Rejected => MessageText.Say(culture, "kind.Rejected"),
        NoticeKind.Closed when facts.MergedInto is { } number => MessageText.Say(culture, "kind.Merged", number),
        var kind => MessageText.Say(culture, "kind." + kind),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
