namespace Facilities.Domain.Insurance;

/// <summary>The facts with which a candidate begins.</summary>
/// <param name="Number">See <see cref="ClaimNumber"/>.</param>
/// <param name="Policy">Whose terms are judged as of <paramref name="LossAt"/>.</param>
/// <param name="LossKey">The loss event, see <see cref="LossKeys"/>; (policy, cover, this) is unique.</param>
/// <param name="LossAt">Event time of the loss.</param>
/// <param name="Loss">Of every cover but entrapment.</param>
public sealed record ClaimProposal(
    string Number, Policy Policy, CoverKind Cover, AssetId AssetId, CommunityId CommunityId, FaultId? FaultId, string LossKey, DateTimeOffset LossAt, EntrapmentAssessment? Entrapment,
    LossAssessment? Loss = null);
