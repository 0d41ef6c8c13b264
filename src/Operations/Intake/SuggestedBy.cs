namespace Facilities.Operations.Intake;

/// <summary>Why a quarantined device is probably an asset that is there already.</summary>
public enum SuggestedBy
{
    /// <summary>Nothing says so: it is probably new.</summary>
    Nothing,

    /// <summary>It signs in with this asset's own credential, and can be no other.</summary>
    Credential,

    /// <summary>It is mapped to this asset; only some of its fields wait.</summary>
    Mapping,

    /// <summary>It calls itself by this asset's code.</summary>
    Name,
}
