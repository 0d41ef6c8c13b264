using Facilities.Domain.Assets;

namespace Facilities.Dashboard.Api;

/// <summary>What can be changed of an asset; attributes are replaced whole.</summary>
internal sealed record AssetChangeBody(IReadOnlyDictionary<string, string> Attributes, Criticality Criticality = Criticality.Normal);
