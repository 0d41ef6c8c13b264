using Facilities.Domain;
using Facilities.Domain.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>What a person says of a record.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Subtopic">Its sub-topic; null: <c>other</c>.</param>
/// <param name="Community">Null: none of those here.</param>
/// <param name="Building">Of the community; null: none in particular.</param>
/// <param name="Asset">Of the community; null: none in particular.</param>
/// <param name="Dismissed">It is about nothing here and counts nowhere.</param>
/// <param name="Alias">What people call the community; remembered for it. Null: nothing new.</param>
public sealed record ComplaintReview(ComplaintTopic Topic, string? Subtopic = null, CommunityId? Community = null, BuildingId? Building = null, AssetId? Asset = null, bool Dismissed = false, string? Alias = null);
