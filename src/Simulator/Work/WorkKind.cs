namespace Facilities.Simulator.Work;

/// <summary>How a piece of work is played. Work at another asset is honest work there and a record here.</summary>
public enum WorkKind
{
    /// <summary>All of it.</summary>
    Honest,

    /// <summary>Nothing is done: whoever records it makes it up.</summary>
    Skipped,

    /// <summary>It is begun and left off.</summary>
    Half,

    /// <summary>Something happens at the right time, but not this work.</summary>
    WrongSignal,

    /// <summary>All of it, while nothing is heard of the asset from ten minutes before it to ten minutes after it.</summary>
    DataGap,
}
