using Facilities.Domain.Permits;

namespace Facilities.Operations.Permits;

/// <summary>A permit to be granted. Times are the site's local ones: people plan by the clock on the wall.</summary>
public sealed record PermitDraft
{
    public required PermitKind Kind { get; init; }

    /// <summary>A listed code, e.g. <c>permit.maintenance</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Local time of the site, without an offset.</summary>
    public required DateTime From { get; init; }

    /// <summary>Local time of the site, without an offset.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Only in these hours of the site's days, e.g. <c>12345 09:00-11:00 14:00-16:00</c>; null: day and night.</summary>
    public string? Hours { get; init; }

    /// <summary>Fault families of the asset's type that are covered; empty: all, but then no P1.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    public string? Note { get; init; }
}
