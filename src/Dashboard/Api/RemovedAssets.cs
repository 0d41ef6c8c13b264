namespace Facilities.Dashboard.Api;

/// <summary>How many assets are gone.</summary>
internal sealed record RemovedAssets(int Removed);
