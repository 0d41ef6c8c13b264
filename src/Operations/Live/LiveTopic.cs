namespace Facilities.Operations.Live;

/// <summary>What kind of thing changed.</summary>
public enum LiveTopic
{
    /// <summary>New values of an asset; <see cref="LiveChange.Id"/> is the asset.</summary>
    Values,

    /// <summary>A fault was opened or changed; <see cref="LiveChange.Id"/> is the fault.</summary>
    Fault,

    /// <summary>An inspection item changed; <see cref="LiveChange.Id"/> is the item.</summary>
    Inspection,

    /// <summary>A claim changed; <see cref="LiveChange.Id"/> is the claim.</summary>
    Claim,

    /// <summary>An asset was added, changed or removed; <see cref="LiveChange.Id"/> is the asset.</summary>
    Asset,

    /// <summary>Rejects or quarantine grew; no id.</summary>
    Intake,

    /// <summary>Rota, ladder or calendar of a community changed; <see cref="LiveChange.Id"/> is the community.</summary>
    Site,

    /// <summary>The ledger was added to; no id.</summary>
    Ledger,

    /// <summary>More changed than the subscriber could keep: read everything again.</summary>
    Everything,
}
