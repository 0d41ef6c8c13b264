using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Funds;

/// <summary>What one kind comes to from or to one account.</summary>
/// <param name="Account">Null: nobody has said which.</param>
/// <param name="Entries">How many, reversals included.</param>
public sealed record LedgerSum(LedgerKind Kind, PremiumSource? Account, int Entries, Money Amount);
