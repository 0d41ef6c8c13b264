using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>Finds where a message goes and hands it to the channel. Thread-safe.</summary>
internal sealed class MessageGate : IDisposable
{
    private readonly Dictionary<ChannelKind, IHttpChannel> _channels;
    private readonly OutgoingHttp _http;
    private readonly MailSender? _mail;
    private readonly SecretBox _box;
    private readonly string[] _ours;

    public MessageGate(NotificationSettings settings, SecretBox box)
    {
        _box = box;
        _ours = [settings.Sms?.Url.AbsoluteUri ?? "", settings.Sms?.Secret ?? "", settings.Smtp?.User ?? "", settings.Smtp?.Password ?? ""];
        // The gateway's host is listed by being set.
        _http = new OutgoingHttp(new OutgoingHosts(settings.Sms is { } gateway ? [.. settings.Hosts, OutgoingHosts.EntryOf(gateway.Url)] : settings.Hosts), settings.Timeout);
        _mail = settings.Smtp is { } smtp ? new MailSender(smtp, settings.Timeout) : null;
        IHttpChannel[] channels = [new WeComRobot(), new DingTalkRobot(), new FeishuRobot(), new SignedWebhook()];
        _channels = channels.ToDictionary(static channel => channel.Kind);
        if (settings.Sms is { } sms) _channels[ChannelKind.Sms] = new SmsGateway(sms);
    }

    /// <summary>Sends to a group, a person or who reported the fault.</summary>
    public async Task<SendResult> SendAsync(FacilitiesDb db, Delivery delivery, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (delivery.ChannelId is { } channelId)
        {
            var channel = await db.NotificationChannels.AsNoTracking().FirstOrDefaultAsync(item => item.Id == channelId, cancellationToken).ConfigureAwait(false);
            return channel is null ? SendResult.Never("channel_gone") : await SendAsync(channel, message, cancellationToken).ConfigureAwait(false);
        }

        if (delivery.ReporterId is { } reporterId)
        {
            // It came back, or was answered by phone, while the question waited for the morning.
            if (message is { PersonalLink: null, Fields.Kind: ReporterMessageWriter.FollowUpKind }) return SendResult.Never("over");
            var reporter = await db.FaultReporters.AsNoTracking().FirstOrDefaultAsync(item => item.Id == reporterId, cancellationToken).ConfigureAwait(false);
            return (delivery.Kind == ChannelKind.Sms ? reporter?.Phone : reporter?.Mail) is { Length: > 0 } reached
                ? await SendAsync(delivery.Kind, new ChannelAddress(reached), message, cancellationToken).ConfigureAwait(false)
                : SendResult.Never("address_gone");
        }

        var user = delivery.UserId?.Value ?? 0;
        var card = await db.ContactCards.AsNoTracking().FirstOrDefaultAsync(item => item.UserId == user, cancellationToken).ConfigureAwait(false);
        var address = delivery.Kind == ChannelKind.Sms ? card?.Phone : card?.Mail;
        if (string.IsNullOrEmpty(address)) return SendResult.Never("address_gone");
        if (!await db.Users.Working().AnyAsync(item => item.Id == user, cancellationToken).ConfigureAwait(false)) return SendResult.Never("person_locked");
        return await SendAsync(delivery.Kind, new ChannelAddress(address), message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends to a group.</summary>
    public async Task<SendResult> SendAsync(NotificationChannel channel, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!channel.IsEnabled) return SendResult.Never("channel_off");
        if (_box.Open(channel.ProtectedAddress) is not { } address || _box.Open(channel.ProtectedSecret) is not { } secret) return SendResult.Never("secret_unreadable");
        return await SendAsync(channel.Kind, new ChannelAddress(address, secret), message, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The only place where a receiver's words come in; they leave it without anything of the address and of our secrets.</summary>
    private async Task<SendResult> SendAsync(ChannelKind kind, ChannelAddress address, OutgoingMessage message, CancellationToken cancellationToken)
    {
        SendResult result;
        if (kind == ChannelKind.Mail && _mail is not null) result = await _mail.SendAsync(address, message, cancellationToken).ConfigureAwait(false);
        else if (_channels.TryGetValue(kind, out var way)) result = await _http.SendAsync(way, address, message, cancellationToken).ConfigureAwait(false);
        else return SendResult.Never("not_set_up");
        return result with { Detail = AnswerWords.Of(result.Detail, [address.Value, address.Secret, .. _ours]) };
    }
}
