namespace Facilities.Ingest.Hosting;

/// <summary>Where this process keeps its files.</summary>
public sealed record DataSettings
{
    /// <summary><c>Data:Path</c>, made absolute. One process owns it (<see cref="DataFolder"/>).</summary>
    public string Path { get; init; } = System.IO.Path.GetFullPath("data");

    /// <summary><c>Retention:File</c>: the operator's retention plan, over the built-in one. Default: <c>retention.json</c> in the data folder, if there is one.</summary>
    public string? RetentionFile { get; init; }
}
