using Facilities.Domain.Health;

namespace Facilities.Operations.Health;

/// <summary>An asset's health with its reasons and how it went.</summary>
/// <param name="Score">0–100 as of now; null: too little is seen of it.</param>
/// <param name="Reasons">What takes points, the most first.</param>
/// <param name="IsProvisional">It isn't the day's stored score: something has changed since, or today's is still to be stored.</param>
/// <param name="SeenAt">When telemetry was last read for it; faults and inspections are read now.</param>
/// <param name="Coverage">Share of the last week in which it was heard of, 0 to 1; null: it never reported.</param>
/// <param name="History">Stored scores, one a day, oldest first, of at most a year.</param>
public sealed record AssetHealthView(int? Score, IReadOnlyList<HealthReason> Reasons, bool IsProvisional, DateTimeOffset SeenAt, double? Coverage, IReadOnlyList<HealthDay> History);
