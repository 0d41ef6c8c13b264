namespace Facilities.Dashboard.Api;

/// <summary>Hands a record to an enforcement authority.</summary>
/// <param name="Number">Of the authority's file.</param>
internal sealed record HandOverBody(string Number, string Authority, string Reason);
