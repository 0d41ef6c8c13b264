using System.Globalization;
using System.Net;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// SMS through a provider's adapter: the signed webhook with a template's name and its variables, and the same as one text for providers without templates.
/// <see cref="ChannelAddress.Value"/> is the phone number; address and secret of the gateway are the service's own settings.
/// </summary>
internal sealed class SmsGateway(SmsSettings settings) : IHttpChannel
{
    /// <summary>Letters of a single part in UCS-2, which Chinese needs.</summary>
    public const int PartLetters = 70;

    public ChannelKind Kind => ChannelKind.Sms;

    public HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(message);
        var link = (message.PersonalLink ?? message.Link)?.AbsoluteUri ?? "";
        var fields = message.Fields;
        var body = JsonBody.Write(new
        {
            type = "sms.send",
            timestamp = now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            data = new
            {
                phone = address.Value,
                template = settings.TemplateOf(fields.Kind),
                variables = new { severity = "P" + (fields.Severity ?? 0), place = fields.Place ?? "", what = fields.What ?? "", deadline = fields.Deadline ?? "", number = fields.Number ?? "", link },
                parts = Parts(message.FirstLine, link),
            },
        });
        return SignedWebhook.Request(new ChannelAddress(settings.Url.AbsoluteUri, settings.Secret), message.Id, body, now);
    }

    public SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body) => SendResult.Sent;

    /// <summary>At most two parts of at most <see cref="PartLetters"/> letters: the sentence, and with the link in one if both fit.</summary>
    internal static IReadOnlyList<string> Parts(string sentence, string link)
    {
        var together = link.Length == 0 ? sentence : $"{sentence} {link}";
        if (together.Length <= PartLetters) return [together];
        var first = sentence.Length <= PartLetters ? sentence : Cut(sentence);
        return link.Length is 0 or > PartLetters ? [first] : [first, link];
    }

    private static string Cut(string sentence)
    {
        var length = PartLetters - 1;
        if (char.IsHighSurrogate(sentence[length - 1])) length--;
        return sentence[..length] + "…";
    }
}
