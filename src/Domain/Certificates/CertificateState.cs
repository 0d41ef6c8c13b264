namespace Facilities.Domain.Certificates;

/// <summary>How a paper stands, worst first.</summary>
public enum CertificateState
{
    Missing,
    Expired,

    /// <summary>Within <see cref="Certificate.WarningDays"/> days.</summary>
    ExpiresSoon,
    Valid,
}
