namespace Facilities.Operations.Complaints;

/// <summary>What a column of a hotline's file can be. Names are stored.</summary>
public enum ComplaintField
{
    /// <summary>Number of the record; needed.</summary>
    Record,

    /// <summary>When it came; needed.</summary>
    Received,

    /// <summary>What was said; needed.</summary>
    Text,
    Address,

    /// <summary>Name of the community.</summary>
    Site,

    /// <summary>What the hotline sorted it under.</summary>
    Category,
}
