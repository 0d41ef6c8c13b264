using Facilities.Domain;

namespace Facilities.Storage.Relational.Inspections;

/// <summary>How far telemetry was looked through for the record of a duty that a device performs by itself, while there is none.</summary>
public sealed class RecordLook
{
    /// <summary>The key.</summary>
    public InspectionItemId ItemId { get; set; }

    /// <summary>Last day of the site that needn't be searched again: it and those before it were, with all their data in. Null: none.</summary>
    public DateOnly? Through { get; set; }

    /// <summary>When it is looked for again: another day is over, or late data may have come.</summary>
    public DateTimeOffset LookAgainAt { get; set; }
}
