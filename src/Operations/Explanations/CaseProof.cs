namespace Facilities.Operations.Explanations;

/// <summary>Who said that the repair of a past case held.</summary>
public enum CaseProof
{
    None,

    /// <summary>The soak passed by telemetry.</summary>
    Telemetry,

    /// <summary>A person other than the fixer.</summary>
    Person,
}
