using System.Globalization;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Wording;

/// <summary>Words the messages that stand for many: a storm, a night, a minute with more than a robot takes. Pure.</summary>
internal static class SummaryWriter
{
    /// <summary>More nobody reads on a phone; the rest is a number.</summary>
    private const int MostLines = 20;

    /// <summary>Many new faults in one community.</summary>
    public static OutgoingMessage Storm(LocalizedName community, bool isOver, int count, DateTimeOffset since, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture, Guid id, Uri? publicUrl) => new()
    {
        Id = id,
        FirstLine = MessageText.Say(culture, isOver ? "storm.over" : "storm.first", community.For(culture), FaultMessageWriter.Moment(since, now, zone, culture), count),
        Lines = [MessageText.Say(culture, "storm.line")],
        Link = FaultMessageWriter.Link(publicUrl, "faults"),
        LinkText = MessageText.Say(culture, "link.list"),
        Fields = new MessageFields("storm_summary", now.ToUnixTimeMilliseconds(), Place: community.For(culture), What: MessageText.Say(culture, "storm.line"), Count: count),
    };

    /// <summary>A report is there.</summary>
    public static OutgoingMessage Report(Notice notice, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var first = MessageText.Say(culture, "report.first", notice.Detail.Parameters["from"], notice.Detail.Parameters["until"]);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = [MessageText.Say(culture, "report.line")],
            Link = FaultMessageWriter.Link(publicUrl, "reports"),
            LinkText = MessageText.Say(culture, "link.reports"),
            Fields = new MessageFields("report_made", notice.CreatedAt.ToUnixTimeMilliseconds(), What: first),
        };
    }

    /// <summary>An asset is operated as it never was while its model was trained.</summary>
    /// <param name="asset">With its community.</param>
    public static OutgoingMessage ModelDrift(Notice notice, string asset, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var first = MessageText.Say(culture, "model.drifted", asset);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = [MessageText.Say(culture, "model.line")],
            Link = FaultMessageWriter.Link(publicUrl, "models"),
            LinkText = MessageText.Say(culture, "link.models"),
            Fields = new MessageFields(FaultMessageWriter.KindKey(notice.Kind), notice.CreatedAt.ToUnixTimeMilliseconds(), What: first),
        };
    }

    /// <summary>A paper expires soon, or has expired.</summary>
    /// <param name="whose">The asset or the person.</param>
    public static OutgoingMessage Certificate(Notice notice, string whose, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var detail = notice.Detail.Parameters;
        var first = MessageText.Say(culture, "certificate." + detail["state"], whose, MessageText.Say(culture, "paper." + detail["kind"]), detail["until"]);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = [MessageText.Say(culture, "certificate.line")],
            Link = FaultMessageWriter.Link(publicUrl, "certificates"),
            LinkText = MessageText.Say(culture, "link.certificates"),
            Fields = new MessageFields(FaultMessageWriter.KindKey(notice.Kind), notice.CreatedAt.ToUnixTimeMilliseconds(), What: first),
        };
    }

    /// <summary>A claim waits for somebody, or the other side acted or wrote.</summary>
    public static OutgoingMessage Claim(Notice notice, TimeZoneInfo zone, DateTimeOffset now, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var detail = notice.Detail.Parameters;
        var due = DateTimeOffset.TryParse(detail["due"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? FaultMessageWriter.Moment(at, now, zone, culture) : "";
        var first = MessageText.Say(culture, notice.Detail.Code, detail["number"], MessageText.Say(culture, "claim.state." + detail["state"]), due);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = [MessageText.Say(culture, "claim.line")],
            Link = FaultMessageWriter.Link(publicUrl, "claims/" + detail["claim"]),
            LinkText = MessageText.Say(culture, "link.claim"),
            Fields = new MessageFields(FaultMessageWriter.KindKey(notice.Kind), notice.CreatedAt.ToUnixTimeMilliseconds(), What: first),
        };
    }

    /// <summary>A policy ends soon, or is over.</summary>
    public static OutgoingMessage Policy(Notice notice, CultureInfo culture, Guid id, Uri? publicUrl)
    {
        var detail = notice.Detail.Parameters;
        var first = MessageText.Say(culture, detail["over"] == "true" ? "policy.over" : "policy.soon", detail["number"], detail["until"]);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = [MessageText.Say(culture, "policy.line")],
            Link = FaultMessageWriter.Link(publicUrl, "policies/" + detail["policy"]),
            LinkText = MessageText.Say(culture, "link.policy"),
            Fields = new MessageFields(FaultMessageWriter.KindKey(notice.Kind), notice.CreatedAt.ToUnixTimeMilliseconds(), What: first),
        };
    }

    /// <summary>Several messages as one: their first lines, the most urgent first.</summary>
    /// <param name="messages">At least two.</param>
    /// <param name="isDigest">They waited for the morning; else they came too fast.</param>
    /// <param name="culture">The reader's.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="publicUrl">How people reach the pages.</param>
    /// <param name="now">Site clock.</param>
    public static OutgoingMessage Together(IReadOnlyList<OutgoingMessage> messages, bool isDigest, CultureInfo culture, Guid id, Uri? publicUrl, DateTimeOffset now)
    {
        var lines = messages.OrderBy(static message => message.Fields.Severity ?? 9).Select(static message => message.FirstLine).Take(MostLines).ToList();
        if (messages.Count > lines.Count) lines.Add(MessageText.Say(culture, "summary.more", messages.Count - lines.Count));
        var first = MessageText.Say(culture, isDigest ? "digest.first" : "summary.first", messages.Count);
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = first,
            Lines = lines,
            Link = FaultMessageWriter.Link(publicUrl, "faults"),
            LinkText = MessageText.Say(culture, "link.list"),
            Fields = new MessageFields(isDigest ? "digest" : "summary", now.ToUnixTimeMilliseconds(), Place: "", What: first, Count: messages.Count),
        };
    }

    /// <summary>Shows that a channel works.</summary>
    public static OutgoingMessage Test(string name, CultureInfo culture, Guid id, Uri? publicUrl, DateTimeOffset now) => new()
    {
        Id = id,
        FirstLine = MessageText.Say(culture, "test.first", name),
        Lines = [MessageText.Say(culture, "test.line")],
        Link = FaultMessageWriter.Link(publicUrl, "settings"),
        LinkText = MessageText.Say(culture, "link.settings"),
        Fields = new MessageFields("test", now.ToUnixTimeMilliseconds()),
    };
}
