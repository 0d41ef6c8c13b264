namespace Facilities.Operations.Notifications.Sending;

/// <summary>The gateway that sends SMS.</summary>
public sealed record SmsSettings
{
    /// <summary><c>Notify:Sms:Url</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>Notify:Sms:Secret</c> (or <c>…File</c>): signs the requests.</summary>
    public required string Secret { get; init; }

    /// <summary><c>Notify:Sms:Template</c>: the provider's template for alerts.</summary>
    public string Template { get; init; } = "fault-alert";

    /// <summary><c>Notify:Sms:ClosedTemplate</c>: its template for the message that something is over.</summary>
    public string ClosedTemplate { get; init; } = "fault-closed";

    /// <summary><c>Notify:Sms:FollowUpTemplate</c>: its template for the question to who reported a fault.</summary>
    public string FollowUpTemplate { get; init; } = "fault-follow-up";

    internal string TemplateOf(string kind) => kind switch
    {
        "closed" or "report_rejected" => ClosedTemplate,
        "follow_up" => FollowUpTemplate,
        _ => Template,
    };

    public override string ToString() => "(hidden)";
}
