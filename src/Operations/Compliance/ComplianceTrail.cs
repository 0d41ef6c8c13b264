using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>Names of what a filter is narrowed to, with what lies above it; null where it isn't.</summary>
public sealed record ComplianceTrail(
    OrganisationId? District, LocalizedName? DistrictName, CommunityId? Community, LocalizedName? CommunityName, AssetId? Asset, LocalizedName? AssetName, LocalizedName? FirmName, LocalizedName? DutyName);
