using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>A device that nobody registered.</summary>
/// <param name="Id">For adopting it.</param>
/// <param name="Dialect">The dialect it speaks.</param>
/// <param name="DeviceKey">What it calls itself; native: <c>site/asset</c>.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="Topic">Topic of its newest message.</param>
/// <param name="ClientId">MQTT client identifier.</param>
/// <param name="UserName">MQTT user; empty for an anonymous client.</param>
/// <param name="FirstSeenAt">Site clock.</param>
/// <param name="LastSeenAt">Site clock.</param>
/// <param name="Messages">Messages since then.</param>
/// <param name="Sample">First bytes of its newest payload.</param>
/// <param name="SuggestedSite">Site code that its key suggests, if it is one of ours; else null.</param>
/// <param name="SuggestedCode">Asset code that its key suggests; null when it isn't well-formed.</param>
/// <param name="Fields">Fields it was seen to send; empty for the native dialect.</param>
public sealed record QuarantineRow(
    int Id, string Dialect, string DeviceKey, string Reason, string Topic, string ClientId, string UserName, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, long Messages,
    IReadOnlyList<byte> Sample, string? SuggestedSite, string? SuggestedCode, IReadOnlyList<SeenField> Fields);
