using Facilities.Domain;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Policies;

/// <summary>A policy to record.</summary>
/// <param name="Number">The insurer's.</param>
/// <param name="Holder">Who runs the assets' community, or its owners' committee; null: who runs the community of the first asset.</param>
/// <param name="Source">What the premium is paid from.</param>
/// <param name="CommitteeCode">Unified social credit code of the owners' committee; asked for unless the firm pays.</param>
public sealed record PolicyDraft(
    string Number, OrganisationId Insurer, OrganisationId? Holder, IReadOnlyList<AssetId> Assets, PremiumSource Source, string? CommitteeCode, TermsDraft Terms);
