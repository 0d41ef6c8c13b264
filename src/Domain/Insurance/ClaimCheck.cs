namespace Facilities.Domain.Insurance;

/// <summary>One check of a claim with its outcome.</summary>
/// <param name="Passed">Null: it couldn't be told from what is known; a person decides.</param>
public sealed record ClaimCheck(bool? Passed, CodedText Reason);
