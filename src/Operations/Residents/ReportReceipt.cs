namespace Facilities.Operations.Residents;

/// <summary>What came of a report.</summary>
/// <param name="Number">The fault's.</param>
/// <param name="Token">Of the page that shows how it goes; null: so many have reported the same that no further one is kept.</param>
/// <param name="Replayed">The same had just been reported.</param>
public sealed record ReportReceipt(string Number, string? Token, bool Replayed);
