using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Settings;
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

    public MessageGate(NotificationSettings settings, SecretBox box)
    {
        _box = box;
        // The gateway's host is listed by being set.
        _http = new OutgoingHttp(new OutgoingHosts(settings.Sms is { } gateway ? [.. settings.Hosts, gateway.Url.IdnHost.Trim('[', ']')] : settings.Hosts), settings.Timeout);
        _mail = settings.Smtp is { } smtp ? new MailSender(smtp, settings.Timeout) : null;
        IHttpChannel[] channels = [new WeComRobot(), new DingTalkRobot(), new FeishuRobot(), new SignedWebhook()];
        _channels = channels.ToDictionary(static channel => channel.Kind);
        if (settings.Sms is { } sms) _channels[ChannelKind.Sms] = new SmsGateway(sms);
    }

    /// <summary>Sends to a group or a person.</summary>
    public async Task<SendResult> SendAsync(FacilitiesDb db, Delivery delivery, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (delivery.ChannelId is { } channelId)
        {
            var channel = await db.NotificationChannels.AsNoTracking().FirstOrDefaultAsync(item => item.Id == channelId, cancellationToken).ConfigureAwait(false);
            return channel is null ? SendResult.Never("channel_gone") : await SendAsync(channel, message, cancellationToken).ConfigureAwait(false);
        }

        var user = delivery.UserId?.Value ?? 0;
        var card = await db.ContactCards.AsNoTracking().FirstOrDefaultAsync(item => item.UserId == user, cancellationToken).ConfigureAwait(false);
        var address = delivery.Kind == ChannelKind.Sms ? card?.Phone : card?.Mail;
        if (string.IsNullOrEmpty(address)) return SendResult.Never("address_gone");
        if (delivery.Kind == ChannelKind.Mail) return _mail is null ? SendResult.Never("not_set_up") : await _mail.SendAsync(new ChannelAddress(address), message, cancellationToken).ConfigureAwait(false);
        return _channels.TryGetValue(delivery.Kind, out var way) ? await _http.SendAsync(way, new ChannelAddress(address), message, cancellationToken).ConfigureAwait(false) : SendResult.Never("not_set_up");
    }

    /// <summary>Sends to a group.</summary>
    public async Task<SendResult> SendAsync(NotificationChannel channel, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!channel.IsEnabled) return SendResult.Never("channel_off");
        if (_box.Open(channel.ProtectedAddress) is not { } address || _box.Open(channel.ProtectedSecret) is not { } secret) return SendResult.Never("secret_unreadable");
        return _channels.TryGetValue(channel.Kind, out var way)
            ? await _http.SendAsync(way, new ChannelAddress(address, secret), message, cancellationToken).ConfigureAwait(false)
            : SendResult.Never("not_set_up");
    }

    public void Dispose() => _http.Dispose();
}
