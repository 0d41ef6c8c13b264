namespace Facilities.Storage.Relational.Complaints;

/// <summary>Where an import is. Numbers are stored.</summary>
public enum ComplaintImportState
{
    /// <summary>The file is here, nobody has said which column is what.</summary>
    Draft = 0,
    Waiting = 1,
    Running = 2,
    Done = 3,

    /// <summary>The file can't be read; what was taken before stays.</summary>
    Failed = 4,
}
