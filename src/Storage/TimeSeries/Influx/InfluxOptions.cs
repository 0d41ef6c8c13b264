namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Where an InfluxDB server is, what it is to be told, and how much may be under way. Immutable; <see cref="Validate"/> names everything that
/// is wrong at once. Its text never shows a secret.
/// </summary>
public sealed record InfluxOptions
{
    /// <summary>Address of the HTTP interface, e.g. <c>http://127.0.0.1:8086</c>; a path in it is kept (reverse proxies).</summary>
    public required Uri Url { get; init; }

    /// <summary>Database (1.x, 3.x) or the database name that a bucket is mapped to (2.x). Made if missing, where rights allow.</summary>
    public string Database { get; init; } = "facilities";

    /// <summary>Retention policy to write to and to read from; <c>null</c> is the database's default. Made if missing, where rights allow.</summary>
    public string? RetentionPolicy { get; init; }

    /// <summary>
    /// What a retention policy made by us keeps; <c>null</c> keeps all; with <see cref="RollUps"/> at least <see cref="ShortestWithRollUps"/>. An existing policy is
    /// left as it is.
    /// </summary>
    public TimeSpan? RetentionDuration { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Token of 2.x and 3.x, instead of user and password.</summary>
    public string? Token { get; init; }

    /// <summary>PEM file of the authorities that the server's certificate must descend from, instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Which path takes the points. Questions always go to <c>/query</c>.</summary>
    public InfluxWritePath WritePath { get; init; } = InfluxWritePath.Write;

    /// <summary>Organisation, for <see cref="InfluxWritePath.ApiV2"/>.</summary>
    public string? Organisation { get; init; }

    /// <summary>Compress what is written; <c>null</c> does unless the server is on this machine, where it only costs.</summary>
    public bool? Gzip { get; init; }

    /// <summary>Longest wait for one answer. InfluxDB gives up a write of its own after 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most lines of one request (5,000 to 10,000 are what InfluxDB takes best).</summary>
    public int BatchLines { get; init; } = 10_000;

    /// <summary>Longest pause between two attempts while the server is away: live data is current again soon after its return.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether maintenance makes roll-ups of ended days, and queries take them.</summary>
    public bool RollUps { get; init; } = true;

    /// <summary>
    /// Retention policy of the roll-ups; <c>null</c> is that of the samples, unless <see cref="RetentionDuration"/> bounds it: then one of its name and
    /// <c>_rollups</c>. Made if missing, where rights allow; it keeps all.
    /// </summary>
    public string? RollUpPolicy { get; init; }

    /// <summary>Below two days InfluxDB drops samples by the hour, so the beginning of a day would go while the day waits to be rolled up; a third is for late samples.</summary>
    internal static TimeSpan ShortestWithRollUps { get; } = TimeSpan.FromDays(3);

    /// <summary>How long a note about late samples counts, see <see cref="LateDays"/>; tests have no time for more than none.</summary>
    internal TimeSpan LateNotesRenewed { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where the journal position lies that the server has confirmed; belongs to one process.</summary>
    public required string PositionPath { get; init; }

    /// <summary>The roll-ups' retention policy; null is the database's default.</summary>
    internal string? RollUpsIn => RollUpPolicy ?? (RetentionDuration is null ? RetentionPolicy : RetentionPolicy + "_rollups");

    internal bool IsGzip => Gzip ?? !Url.IsLoopback;

    /// <summary>What the position is bound to: another server or database knows nothing of what this one was given.</summary>
    internal string Target => $"{Url.GetLeftPart(UriPartial.Path)} {Database} {RetentionPolicy}";

    public IEnumerable<string> Validate()
    {
        if (Url.Scheme is not ("http" or "https")) yield return $"InfluxDB: Url must begin with http:// or https://, not '{Url.Scheme}'.";
        if (!string.IsNullOrEmpty(Url.UserInfo)) yield return "InfluxDB: Url must not hold user and password; give them as User and Password.";
        if (string.IsNullOrWhiteSpace(Database)) yield return "InfluxDB: Database must be named.";
        if (Token is not null && (User is not null || Password is not null)) yield return "InfluxDB: give either Token, or User and Password.";
        if (User is null != Password is null) yield return "InfluxDB: User and Password go together.";
        if (CaFile is not null && Url.Scheme != "https") yield return "InfluxDB: CaFile needs an https:// Url.";
        if (CaFile is not null && !File.Exists(CaFile)) yield return $"InfluxDB: CaFile '{CaFile}' doesn't exist.";
        if (WritePath == InfluxWritePath.ApiV2 && string.IsNullOrWhiteSpace(Organisation)) yield return "InfluxDB: Organisation must be named for the write path api-v2.";
        if (RetentionDuration is { } kept && kept < TimeSpan.FromHours(1)) yield return "InfluxDB: RetentionDuration must be at least an hour.";
        else if (RollUps && RetentionDuration < ShortestWithRollUps)
            yield return "InfluxDB: RetentionDuration must be at least 3 days with RollUps, which are made of whole days after their end: set Influx:RetentionDays to 3 or more, or Influx:RollUps to false.";
        if (RetentionDuration is not null && RetentionPolicy is null) yield return "InfluxDB: RetentionDuration needs a RetentionPolicy to be made with it.";
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(5)) yield return "InfluxDB: Timeout must be above 0 and at most 5 minutes.";
        if (LongestPause <= TimeSpan.Zero || LongestPause > TimeSpan.FromMinutes(1)) yield return "InfluxDB: LongestPause must be above 0 and at most a minute.";
        if (BatchLines is < 1 or > 50_000) yield return "InfluxDB: BatchLines must be 1 to 50,000.";
        if (string.IsNullOrWhiteSpace(PositionPath)) yield return "InfluxDB: PositionPath must name a file.";
    }

    /// <summary>Without user, password and token.</summary>
    public override string ToString() => Target;
}
