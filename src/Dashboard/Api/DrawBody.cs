namespace Facilities.Dashboard.Api;

/// <summary>Draws a sample.</summary>
/// <param name="Seed">As it was published; null when it was announced itself.</param>
internal sealed record DrawBody(string? Seed = null);
