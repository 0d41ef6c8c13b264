namespace Facilities.Storage.Relational.Faults;

/// <summary>What a file of a fault shows. Numbers are stored; add at the end only.</summary>
public enum FaultFileKind
{
    Other = 1,

    /// <summary>As it was found.</summary>
    Before = 2,

    /// <summary>As it was left.</summary>
    After = 3,
    Signature = 4,

    /// <summary>What a repair cost, as its supplier says.</summary>
    Invoice = 5,
}
