using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Contracts;

/// <summary>A firm's contracts that promise the same, together.</summary>
/// <param name="Contracts">How many of its contracts in scope promise it.</param>
/// <param name="Performance">Its ids are of inspections where visits are counted, of faults where faults are timed.</param>
public sealed record ClauseRow(OrganisationId Firm, LocalizedName Name, int Contracts, ClausePerformance Performance)
{
    /// <summary>Unique in a result.</summary>
    public string Key => $"{Firm}:{Performance.Clause}";
}
