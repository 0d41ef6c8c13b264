namespace Facilities.Operations.Compliance;

/// <summary>Papers of an asset that expire.</summary>
public enum CertificateKind
{
    /// <summary>使用登记证: without one a lift isn't registered; it doesn't expire.</summary>
    Registration,

    /// <summary>定期检验 or 检测: until the next one is due.</summary>
    Inspection,

    /// <summary>消防设施年度检测: until the next one is due.</summary>
    FireTest,

    /// <summary>A policy that covers the asset.</summary>
    Insurance,
}
