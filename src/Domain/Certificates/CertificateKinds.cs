namespace Facilities.Domain.Certificates;

/// <summary>What papers there are for what.</summary>
public static class CertificateKinds
{
    private const string Elevator = "elevator";
    private const string FirePump = "fire-pump";

    /// <summary>Types of assets that need papers.</summary>
    public static IReadOnlyList<string> AssetTypes { get; } = [Elevator, FirePump];

    /// <summary>Licences of people.</summary>
    public static IReadOnlyList<CertificateKind> Licences { get; } = [CertificateKind.ElevatorWork, CertificateKind.SafetyManagement, CertificateKind.FireFacility];

    /// <summary>Papers of an asset of a type; none for most.</summary>
    public static IReadOnlyList<CertificateKind> Of(string assetType) => assetType switch
    {
        Elevator => [CertificateKind.Registration, CertificateKind.Inspection, CertificateKind.Insurance],
        FirePump => [CertificateKind.FireTest],
        _ => [],
    };

    public static bool IsLicence(CertificateKind kind) => Licences.Contains(kind);

    /// <summary>Whether it says until when it holds.</summary>
    public static bool Expires(CertificateKind kind) => kind != CertificateKind.Registration;
}
