namespace Facilities.Operations.Explanations;

/// <summary>How near a past case is.</summary>
public enum CaseRelation
{
    /// <summary>The same asset.</summary>
    Same,

    /// <summary>Another of the type in the same community.</summary>
    Sister,

    /// <summary>Another of the type.</summary>
    Type,
}
