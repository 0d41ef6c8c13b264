using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// Any receiver, by the Standard Webhooks specification (standardwebhooks.com): <c>webhook-id</c> stays the same with every try, so that a receiver can
/// drop what it has; <c>webhook-timestamp</c> in seconds; <c>webhook-signature: v1,base64(HMAC-SHA256(secret, "id.timestamp.body"))</c>.
/// </summary>
internal sealed class SignedWebhook : IHttpChannel
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    public ChannelKind Kind => ChannelKind.Webhook;

    public HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(message);
        var body = JsonBody.Write(new
        {
            type = "fault." + message.Fields.Kind,
            timestamp = DateTimeOffset.FromUnixTimeMilliseconds(message.Fields.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            data = new { text = message.FirstLine, lines = message.Lines, link = message.Link?.AbsoluteUri, answers = message.Answers, fields = message.Fields },
        });
        return Request(address, message.Id, body, now);
    }

    public SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body) => SendResult.Sent;

    /// <summary>A signed POST; unsigned when there is no secret.</summary>
    internal static HttpRequestMessage Request(ChannelAddress address, Guid id, byte[] body, DateTimeOffset now)
    {
        var request = JsonBody.Post(new Uri(address.Value), body);
        var timestamp = now.ToUnixTimeSeconds();
        var name = id.ToString("N");
        request.Headers.Add(IdHeader, name);
        request.Headers.Add(TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (address.Secret.Length > 0) request.Headers.Add(SignatureHeader, "v1," + Sign(address.Secret, name, timestamp, body));
        return request;
    }

    internal static string Sign(string secret, string id, long timestampSeconds, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestampSeconds}.")));
        mac.AppendData(body);
        return Convert.ToBase64String(mac.GetHashAndReset());
    }

    /// <summary><c>whsec_</c> and base64 as the specification writes keys; anything else is taken as it stands.</summary>
    private static byte[] Key(string secret)
    {
        const string prefix = "whsec_";
        if (!secret.StartsWith(prefix, StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(secret);
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[prefix.Length..], key, out var written) ? key[..written] : Encoding.UTF8.GetBytes(secret);
    }
}
