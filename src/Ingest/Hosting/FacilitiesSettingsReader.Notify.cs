using System.Net.Mail;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Sending;

namespace Facilities.Ingest.Hosting;

/// <content>Everything under <c>Notify:</c>.</content>
public sealed partial class FacilitiesSettingsReader
{
    private NotificationSettings Notify()
    {
        var defaults = new NotificationSettings();
        var settings = defaults with
        {
            Hosts = Hosts("Notify:Hosts", defaults.Hosts),
            PublicUrl = Address("Notify:PublicUrl"),
            Smtp = Smtp(),
            Sms = Sms(),
            Timeout = TimeSpan.FromSeconds(Number("Notify:TimeoutSeconds", defaults.Timeout.TotalSeconds, 1, 120)),
        };
        return settings;
    }

    private IReadOnlyList<string> Hosts(string key, IReadOnlyList<string> standard)
    {
        if (Text(key) is not { } text) return standard;
        var hosts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (NotificationSettings.HostMistake(hosts) is not { } wrong) return hosts;
        Fail(key, wrong, "host names, addresses and networks, separated by commas; it replaces the three robots' hosts");
        return standard;
    }

    private Uri? Address(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url!.Query.Length == 0) return url;
        Fail(key, text, "an address like https://facilities.example.com");
        return null;
    }

    private SmtpSettings? Smtp()
    {
        if (Text("Notify:Smtp:Host") is not { } host) return null;
        var from = Text("Notify:Smtp:From") ?? "";
        if (!MailAddress.TryCreate(from, out _)) Fail("Notify:Smtp:From", from, "a mail address");
        return new SmtpSettings
        {
            Host = host,
            Port = (int)Whole("Notify:Smtp:Port", 587, 1, 65_535),
            Tls = Flag("Notify:Smtp:Tls", standard: true),
            User = Text("Notify:Smtp:User") ?? "",
            Password = Secret("Notify:Smtp:Password") ?? "",
            From = from,
        };
    }

    private SmsSettings? Sms()
    {
        if (Address("Notify:Sms:Url") is not { } url) return null;
        if (NotificationSettings.GatewayMistake(url) is { } refusal)
        {
            // With a name and password in it, it isn't repeated.
            Fail("Notify:Sms:Url", url.UserInfo.Length > 0 ? "…" : url.OriginalString, refusal == "https_needed"
                ? "an https address; plain http only to a gateway given by number, like http://192.0.2.7:8080/sms"
                : "the gateway's address without user name and password; requests are signed with Notify:Sms:Secret");
        }

        var secret = Secret("Notify:Sms:Secret") ?? "";
        if (secret.Length == 0) Fail("Notify:Sms:Secret", "", "what signs the requests to the gateway; better by file");
        var defaults = new SmsSettings { Url = url, Secret = secret };
        return defaults with
        {
            Template = Text("Notify:Sms:Template") ?? defaults.Template,
            ClosedTemplate = Text("Notify:Sms:ClosedTemplate") ?? defaults.ClosedTemplate,
            FollowUpTemplate = Text("Notify:Sms:FollowUpTemplate") ?? defaults.FollowUpTemplate,
        };
    }
}
