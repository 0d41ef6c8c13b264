using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>A community to choose in a filter.</summary>
public sealed record CommunityChoice(CommunityId Id, string SiteCode, LocalizedName Name);
