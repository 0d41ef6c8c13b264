using Facilities.Domain;

namespace Facilities.Operations.Assets;

/// <summary>Which assets a list shows; everything empty shows all in service.</summary>
public sealed record AssetFilter
{
    public CommunityId? Community { get; init; }

    public string? TypeKey { get; init; }

    /// <summary>Part of name or code.</summary>
    public string? Search { get; init; }

    /// <summary>Only assets with an open fault.</summary>
    public bool WithOpenFaults { get; init; }

    /// <summary>Also those out of service.</summary>
    public bool IncludeOutOfService { get; init; }

    public AssetSort Sort { get; init; } = AssetSort.Urgency;

    /// <summary>By health: the best first. What is urgent has no other way.</summary>
    public bool Descending { get; init; }

    public Paging Paging { get; init; } = Paging.First;
}
