using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>A policy that holds now for equipment of the community.</summary>
/// <param name="Insurer">With whom.</param>
/// <param name="Assets">Equipment of the community under it.</param>
/// <param name="Until">The first instant after its cover.</param>
/// <param name="Premium">Of the whole policy per year, whole fen; 0: not entered.</param>
public sealed record PublicPolicy(LocalizedName? Insurer, int Assets, DateTimeOffset Until, Money Premium);
