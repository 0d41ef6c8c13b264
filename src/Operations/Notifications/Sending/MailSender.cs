using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// E-mail by the framework's SMTP client (ADR 28): STARTTLS, sign-in, UTF-8. A closing message refers to the opening one, so that a mail programme shows both as
/// one conversation. Thread-safe: each mail has a connection of its own.
/// </summary>
internal sealed class MailSender(SmtpSettings settings, TimeSpan timeout)
{
    /// <summary>Longest subject; RFC 5322 advises 78 letters a line, and lists show fewer.</summary>
    private const int SubjectLetters = 120;

    public async Task<SendResult> SendAsync(ChannelAddress address, OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            using var mail = Compose(address, message);
            using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
            if (settings.User.Length > 0) client.Credentials = new NetworkCredential(settings.User, settings.Password);
            await client.SendMailAsync(mail, patience.Token).ConfigureAwait(false);
            return SendResult.Sent;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendResult.Again("timeout");
        }
        catch (FormatException e)
        {
            return SendResult.Never("address_invalid", e.Message);
        }
        catch (SmtpException e) when (e.InnerException is AuthenticationException)
        {
            return SendResult.Again("tls", e.InnerException.Message);
        }
        catch (SmtpException e)
        {
            var code = (int)e.StatusCode;
            // 5yz is a permanent negative reply (RFC 5321 §4.2.1); everything else may pass.
            var name = string.Create(CultureInfo.InvariantCulture, $"smtp_{code}");
            return code is >= 500 and < 600 ? SendResult.Never(name, e.Message) : SendResult.Again(code > 0 ? name : "connection", e.InnerException?.Message ?? e.Message);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or AuthenticationException)
        {
            return SendResult.Again(e is AuthenticationException ? "tls" : "connection", e.Message);
        }
    }

    internal MailMessage Compose(ChannelAddress address, OutgoingMessage message)
    {
        var host = new MailAddress(settings.From).Host;
        var subject = message.FirstLine.Length <= SubjectLetters ? message.FirstLine : message.FirstLine[..(SubjectLetters - 1)] + "…";
        var body = new StringBuilder(message.FirstLine).Append("\r\n");
        foreach (var line in message.Lines) body.Append("\r\n").Append(line);
        if (message.PersonalLink is { } personal) body.Append("\r\n\r\n").Append(message.PersonalLinkText).Append("\r\n").Append(personal.AbsoluteUri);
        if (message.Link is { } link) body.Append("\r\n\r\n").Append(message.LinkText).Append("\r\n").Append(link.AbsoluteUri);
        var mail = new MailMessage(settings.From, address.Value)
        {
            Subject = subject.Replace('\n', ' ').Replace('\r', ' '),
            SubjectEncoding = Encoding.UTF8,
            Body = body.Append("\r\n").ToString(),
            BodyEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", Id(message.Id, host));
        // RFC 3834: no out-of-office answers, please.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Answers is { } answers)
        {
            mail.Headers.Add("In-Reply-To", Id(answers, host));
            mail.Headers.Add("References", Id(answers, host));
        }

        return mail;
    }

    private static string Id(Guid id, string host) => $"<{id:N}@{host}>";
}
