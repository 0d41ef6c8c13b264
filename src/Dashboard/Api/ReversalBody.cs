namespace Facilities.Dashboard.Api;

/// <summary>Takes an entry back.</summary>
/// <param name="Words">Why.</param>
internal sealed record ReversalBody(string Words);
