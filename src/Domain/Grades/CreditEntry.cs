namespace Facilities.Domain.Grades;

/// <summary>A line of the credit ledger.</summary>
/// <param name="Fact">What moved it.</param>
/// <param name="Points">By how much.</param>
/// <param name="Balance">Afterwards.</param>
public sealed record CreditEntry(CreditFact Fact, int Points, int Balance);
