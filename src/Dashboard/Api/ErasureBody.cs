namespace Facilities.Dashboard.Api;

/// <summary>Why a person is erased, at most 200 characters; it stays in the chain, so no names.</summary>
internal sealed record ErasureBody(string Reason);
