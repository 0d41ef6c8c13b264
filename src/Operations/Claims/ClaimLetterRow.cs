using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Claims;

/// <summary>What one side wrote.</summary>
/// <param name="Number">1, 2, … within the claim.</param>
/// <param name="Files">With it, in its order.</param>
public sealed record ClaimLetterRow(int Number, ClaimSide From, LocalizedName? Person, LocalizedName? Organisation, DateTimeOffset At, string Words, IReadOnlyList<ClaimFileRow> Files);
