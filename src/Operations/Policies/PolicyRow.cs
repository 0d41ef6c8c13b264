using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Policies;

/// <summary>A policy as a list shows it.</summary>
/// <param name="Number">The insurer's.</param>
/// <param name="Premium">Of the newest terms that have one of their own, whole fen.</param>
/// <param name="CommitteeCode">Of the owners' committee whose account pays; null: the firm pays.</param>
/// <param name="ExpiresAt">The first instant without cover.</param>
/// <param name="Version">Of the terms that hold now, else of the newest.</param>
/// <param name="Covers">Of these terms.</param>
/// <param name="Assets">Under it, of those that the caller sees.</param>
/// <param name="Claims">Under it, of those that the caller sees, without withdrawn and rejected ones.</param>
/// <param name="Agreed">Sum of what was agreed on them.</param>
public sealed record PolicyRow(
    PolicyId Id, string Number, LocalizedName? Insurer, LocalizedName? Holder, PremiumSource Source, string? CommitteeCode, Money Premium, DateTimeOffset InceptionAt, DateTimeOffset ExpiresAt,
    PolicyState State, int Version, IReadOnlyList<CoverKind> Covers, int Assets, int Claims, Money Agreed);
