using Facilities.Domain.Assets;

namespace Facilities.Domain.Faults;

/// <summary>Severity of a fault = severity of its mode, shifted by the asset's criticality.</summary>
public static class SeverityRule
{
    /// <summary>
    /// A critical asset makes P4 a P3 and P3 a P2. P1 stays a property of the mode: nothing else makes a fault life-threatening, and nothing makes it less.
    /// A minor asset makes P3 a P4; a lost safety function (P2) stays what it is.
    /// </summary>
    public static Severity For(Severity mode, Criticality criticality) => (mode, criticality) switch
    {
        (Severity.P3, Criticality.Critical) => Severity.P2,
        (Severity.P4, Criticality.Critical) => Severity.P3,
        (Severity.P3, Criticality.Minor) => Severity.P4,
        _ => mode,
    };
}
