namespace Facilities.Domain.Insurance;

/// <summary>A loss as telemetry proves it.</summary>
/// <param name="From">The first moment that shows it.</param>
/// <param name="Until">The last that is proven of one that is over; null while it lasts.</param>
/// <param name="Proven">Time that is covered; gaps are left out.</param>
public sealed record ProvenLoss(DateTimeOffset From, DateTimeOffset? Until, TimeSpan Proven);
