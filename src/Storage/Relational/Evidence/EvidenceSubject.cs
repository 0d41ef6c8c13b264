namespace Facilities.Storage.Relational.Evidence;

/// <summary>For whose sake telemetry is kept. Numbers are stored.</summary>
public enum EvidenceSubject
{
    Fault = 1,
    Claim = 2,
    Inspection = 3,
}
