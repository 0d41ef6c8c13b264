namespace Facilities.Domain.Models;

/// <summary>What may happen to a model.</summary>
public enum ModelAction
{
    /// <summary>It alarmed little enough in its shadow.</summary>
    Activate,

    /// <summary>People said twice that it alarmed for nothing.</summary>
    Distrust,

    /// <summary>Another takes its place, or it is not good enough.</summary>
    Retire,

    /// <summary>The one after it was rolled back.</summary>
    Restore,
}
