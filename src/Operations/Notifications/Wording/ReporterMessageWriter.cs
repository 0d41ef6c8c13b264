using System.Globalization;
using System.Resources;
using Facilities.Operations.Notifications.Sending;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Wording;

/// <summary>Words what whoever reported a fault is told: that it is said to be solved, with his link, or why nothing is done. Pure.</summary>
internal static class ReporterMessageWriter
{
    /// <summary>The field <c>kind</c> of the question whether it is solved.</summary>
    public const string FollowUpKind = "follow_up";

    /// <param name="facts">What it is about.</param>
    /// <param name="culture">The reporter's.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="link">His own; null: there is nothing to answer.</param>
    public static OutgoingMessage Write(MessageFacts facts, CultureInfo culture, Guid id, Uri? link)
    {
        var (notice, fault) = (facts.Notice, facts.Fault);
        var (place, what) = (FaultMessageWriter.PlaceOf(facts, culture), facts.What.For(culture));
        var asks = notice.Kind == NoticeKind.FollowUp;
        return new OutgoingMessage
        {
            Id = id,
            FirstLine = asks ? MessageText.Say(culture, "reporter.followUp", place, what) : MessageText.Say(culture, "reporter.rejected", place, what, Reason(notice, culture)),
            Lines = [asks ? MessageText.Say(culture, "reporter.howLong", fault.Number) : fault.Number],
            PersonalLink = link,
            PersonalLinkText = MessageText.Say(culture, "reporter.answer"),
            Fields = new MessageFields(
                asks ? FollowUpKind : "report_rejected", notice.CreatedAt.ToUnixTimeMilliseconds(), Fault: fault.Id.Value, Number: fault.Number, Severity: (int)fault.Severity,
                State: fault.State.ToString(), Place: place, What: what),
        };
    }

    private static string Reason(Notice notice, CultureInfo culture)
    {
        try
        {
            return MessageText.Say(culture, notice.Detail.Code);
        }
        catch (MissingManifestResourceException)
        {
            return MessageText.Say(culture, Domain.ReasonCodes.RejectOther);
        }
    }
}
