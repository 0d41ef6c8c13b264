using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>A lift in which somebody is trapped, or may be.</summary>
/// <param name="Asset">Which lift.</param>
/// <param name="Building">Where; null: not said.</param>
/// <param name="Since">When it stopped.</param>
/// <param name="ArriveBy">Until when the crew is to be there; null: no limit is known.</param>
/// <param name="HasArrived">The crew is there.</param>
public sealed record PublicRescue(LocalizedName Asset, LocalizedName? Building, DateTimeOffset Since, DateTimeOffset? ArriveBy, bool HasArrived);
