namespace Facilities.Dashboard.Api;

/// <summary>The end of the audit chain, <c>number:hash</c>.</summary>
internal sealed record PublishedHead(string Head);
