using System.Net;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>A channel that is one POST and its answer. Both halves are pure, so that payloads and answers can be tested byte by byte.</summary>
internal interface IHttpChannel
{
    ChannelKind Kind { get; }

    /// <summary>The request.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="now">System clock: receivers compare it with theirs.</param>
    /// <exception cref="UriFormatException">The address isn't one.</exception>
    HttpRequestMessage Build(ChannelAddress address, OutgoingMessage message, DateTimeOffset now);

    /// <summary>What an answer with a 2xx status means. Other statuses are judged by <see cref="OutgoingHttp"/>.</summary>
    SendResult Read(HttpStatusCode status, ReadOnlySpan<byte> body);
}
