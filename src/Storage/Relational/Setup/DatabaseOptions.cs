namespace Facilities.Storage.Relational;

/// <summary>Where the relational database is.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Connection string of a PostgreSQL database; empty means SQLite in <see cref="SqlitePath"/>.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Path of the SQLite file, used when there is no <see cref="ConnectionString"/>.</summary>
    public string SqlitePath { get; init; } = Path.Combine("data", "facilities.db");

    /// <summary>How long a writer waits for another one before it is told so. Our longest transaction (10,000 assets) takes a few seconds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsSqlite => ConnectionString.Length == 0;
}
