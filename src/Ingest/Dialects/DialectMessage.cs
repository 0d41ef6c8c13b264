namespace Facilities.Ingest.Dialects;

/// <summary>A message on its way through a dialect. Valid until the dialect returns.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">As received.</param>
/// <param name="IsWill">The broker speaks for a client that was lost.</param>
/// <param name="Site">Site code of the credential; empty for one of every site.</param>
/// <param name="Asset">Asset code, if the credential is one asset's own.</param>
/// <param name="Speaker">MQTT user name, or the client identifier of an anonymous client.</param>
internal sealed record DialectMessage(string Topic, ReadOnlyMemory<byte> Payload, bool IsWill, string Site, string? Asset, string Speaker)
{
    private string[]? _levels;

    /// <summary>Whose memory it shares: what one asset's credential says means nothing to the site's gateways, or it could speak as their devices.</summary>
    public string Place => Asset is null ? Site : $"{Site}/{Asset}";

    public string[] Levels => _levels ??= Topic.Split('/');
}
