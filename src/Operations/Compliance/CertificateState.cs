namespace Facilities.Operations.Compliance;

/// <summary>How a paper stands, worst first.</summary>
public enum CertificateState
{
    Missing,
    Expired,

    /// <summary>Within <see cref="Certificates.WarningDays"/> days.</summary>
    ExpiresSoon,
    Valid,
}
