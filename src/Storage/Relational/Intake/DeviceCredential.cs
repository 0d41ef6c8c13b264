namespace Facilities.Storage.Relational.Intake;

/// <summary>What an MQTT client signs in with. Only a salted hash of the secret is stored.</summary>
public sealed class DeviceCredential
{
    public int Id { get; set; }

    public required string UserName { get; set; }

    /// <summary>PBKDF2 hash with its salt and iteration count, see <see cref="DeviceSecret"/>.</summary>
    public required string SecretHash { get; set; }

    /// <summary>Site code whose topics the client may publish on; empty for a gateway that speaks for every site.</summary>
    public string SiteCode { get; set; } = "";

    /// <summary>Asset code if it is one device's own; empty for a gateway that speaks for all of the site.</summary>
    public string AssetCode { get; set; } = "";

    /// <summary>Hash of the secret before this one; null: there is none.</summary>
    public string? OldHash { get; set; }

    /// <summary>While the old secret still works.</summary>
    public DateTimeOffset? OldUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
