using Facilities.Domain;
using Facilities.Domain.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>Which records are wanted; null: any.</summary>
public sealed record ComplaintFilter(ComplaintState? State = null, ComplaintTopic? Topic = null, CommunityId? Community = null, AssetId? Asset = null, string? Record = null);
