namespace Facilities.Domain.Models;

/// <summary>Why a model was retired. Numbers are stored.</summary>
public enum ModelEnd
{
    /// <summary>A newer one took its place.</summary>
    Replaced = 1,

    /// <summary>It alarmed too often in its shadow.</summary>
    Restless = 2,

    /// <summary>A person went back to the one before.</summary>
    RolledBack = 3,

    /// <summary>The asset was repaired: its first weeks are others now.</summary>
    Repaired = 4,
}
