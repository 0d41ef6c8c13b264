using Facilities.Domain;

namespace Facilities.Operations.Intake;

/// <summary>A payload that could not be read.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="ReceivedAt">Site clock at intake.</param>
/// <param name="Asset">The asset it was for; null when that isn't known.</param>
/// <param name="ClientId">MQTT client identifier.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="Detail">Its parameter; may be empty.</param>
/// <param name="Sample">First bytes of the payload.</param>
public sealed record RejectRow(
    long Id, DateTimeOffset ReceivedAt, AssetId? Asset, string ClientId, string Topic, string Reason, string Detail, IReadOnlyList<byte> Sample);
