namespace Facilities.Domain.Insurance;

/// <summary>What the checks of a claim need to know, all as of loss time.</summary>
/// <param name="InspectionValid">Null when unknown.</param>
/// <param name="UpkeepLicensed">A licensed firm was under contract; null when unknown.</param>
/// <param name="OtherClaimOfSameLoss">Number of another claim for the same event and cover that isn't rejected or withdrawn; null: none.</param>
/// <param name="PaidUnderTerms">Sum agreed or paid so far for this cover under these terms.</param>
/// <param name="AgeYears">Whole years since the asset was commissioned; null when unknown.</param>
public sealed record ClaimFacts(bool? InspectionValid, bool? UpkeepLicensed, string? OtherClaimOfSameLoss, Money PaidUnderTerms, int? AgeYears = null);
