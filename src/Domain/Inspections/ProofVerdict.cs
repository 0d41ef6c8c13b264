namespace Facilities.Domain.Inspections;

/// <summary>What telemetry says about a record. It stands beside the record and never edits it. Numbers are stored.</summary>
public enum ProofVerdict
{
    Proven = 1,
    Partly = 2,

    /// <summary>Nothing of the work shows, although the asset was heard of before, meanwhile and afterwards.</summary>
    Contradicted = 3,
    NoData = 4,
}
