using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>What the compliance page offers in its filters: firms and duties of the caller's scope.</summary>
public sealed record ComplianceChoices(IReadOnlyList<(OrganisationId Id, LocalizedName Name)> Firms, IReadOnlyList<(string Key, LocalizedName Name)> Duties);
