namespace Facilities.Detection.Signatures;

/// <summary>What telemetry says about claimed work. Numbers are stored.</summary>
public enum SignatureVerdict
{
    /// <summary>Every stage is there.</summary>
    Proven = 1,

    /// <summary>Something is there that doesn't happen in ordinary use, but not all of it.</summary>
    Partly = 2,

    /// <summary>Nothing is there, although the asset was heard of before, meanwhile and afterwards.</summary>
    Contradicted = 3,

    /// <summary>Not heard of well enough to say anything: silence proves nothing.</summary>
    NoData = 4,
}
