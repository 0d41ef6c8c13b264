using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>Whose papers a caller may enter.</summary>
/// <param name="Assets">By community and code, with the kinds that each has.</param>
/// <param name="People">Of the caller's firm, by name.</param>
public sealed record CertificateChoices(
    IReadOnlyList<(AssetId Id, LocalizedName Community, LocalizedName Name, IReadOnlyList<CertificateKind> Kinds)> Assets, IReadOnlyList<(UserId Id, LocalizedName Name)> People);
