namespace Facilities.Domain.Insurance;

/// <summary>What a claim waits for.</summary>
/// <param name="By">To be done by then.</param>
/// <param name="Lead">So long before, whoever's turn it is is reminded.</param>
public sealed record ClaimDue(ClaimSide Side, DateTimeOffset By, TimeSpan Lead);
