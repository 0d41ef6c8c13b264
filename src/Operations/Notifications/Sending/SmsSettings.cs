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

    internal string TemplateOf(string kind) => kind == "closed" ? ClosedTemplate : Template;

    public override string ToString() => "(hidden)";
}
