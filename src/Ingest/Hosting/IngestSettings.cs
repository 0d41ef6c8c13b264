namespace Facilities.Ingest.Hosting;

/// <summary>Which part of the work this process takes.</summary>
public sealed record IngestSettings
{
    /// <summary>
    /// <c>Ingest:Hosted</c>: false makes a dashboard process that only serves pages and REST, beside ingest processes on the same PostgreSQL and
    /// InfluxDB. <c>facilities serve</c> always is ingest.
    /// </summary>
    public bool Hosted { get; init; } = true;

    /// <summary>
    /// <c>Ingest:Sites</c>: site codes that this process judges, separated by commas; empty for all. With several ingest processes each site belongs to
    /// one: a device's silence can only be judged where it would be heard.
    /// </summary>
    public IReadOnlySet<string> Sites { get; init; } = new HashSet<string>();

    public bool Judges(string site) => Sites.Count == 0 || Sites.Contains(site);
}
