namespace Facilities.Dashboard.Api;

/// <summary>Which column is what: heading by field.</summary>
internal sealed record ComplaintMappingBody(IReadOnlyDictionary<string, string> Mapping);
