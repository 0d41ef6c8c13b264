using Facilities.Domain;

namespace Facilities.Storage.Relational.Evidence;

/// <summary>
/// A stretch of an asset's telemetry that retention must leave alone, for the sake of one fault, claim or inspection. Set and released in the
/// transaction that changes what it is for. (kind, subject) is the key.
/// </summary>
public sealed class EvidencePin
{
    public EvidenceSubject Kind { get; set; }

    /// <summary>Id of the fault, claim or inspection item.</summary>
    public int SubjectId { get; set; }

    public AssetId AssetId { get; set; }

    public DateTimeOffset FromAt { get; set; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? ToAt { get; set; }

    /// <summary>What a person would look for: the number of the fault or claim, or the inspection's list and due date.</summary>
    public string Reason { get; set; } = "";
}
