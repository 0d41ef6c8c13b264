using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>What is known about one topic name. Immutable; cached, so that a repeated topic is one lookup.</summary>
internal sealed class TopicRoute
{
    public required TopicKind Kind { get; init; }

    /// <summary>Topic name, site and asset code; the codes are empty for topics that have none.</summary>
    public required string Topic { get; init; }

    public string Site { get; init; } = "";

    public string Asset { get; init; } = "";

    /// <summary>The asset behind it; the default when nobody registered one.</summary>
    public SourceId Source { get; init; }

    public PointTable Points { get; init; } = PointTable.Empty;

    /// <summary>Version of the asset directory that <see cref="Source"/> was looked up in.</summary>
    public required long DirectoryVersion { get; init; }

    public bool IsKnown => Source.Value != 0;
}
