namespace Facilities.Dashboard.Pages.Assets;

/// <summary>One statement about an asset that its data backs. There is no score: a number nobody computed would be a lie.</summary>
internal sealed record HealthLine(string Icon, string? Tone, string Title, string Reason, string? Href = null);
