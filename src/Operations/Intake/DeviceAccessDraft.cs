namespace Facilities.Operations.Intake;

/// <summary>A credential to be made for a device or gateway.</summary>
public sealed record DeviceAccessDraft
{
    /// <summary>Site code whose assets it speaks for; null: every site.</summary>
    public string? Site { get; init; }

    /// <summary>Asset code if it is one device's own; null: a gateway that speaks for all of the site.</summary>
    public string? Asset { get; init; }

    /// <summary>MQTT user name; null: made of site and asset.</summary>
    public string? UserName { get; init; }
}
