using Facilities.Operations.Inspections;
using Facilities.Operations.Notifications;
using Facilities.Storage.TimeSeries.Influx;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Everything an operator can set, read once at start from <c>appsettings.json</c>, the environment (<c>FACILITIES_</c>) and the command line,
/// which share their keys. Immutable; <see cref="FacilitiesSettingsReader"/> makes it and names every wrong key at once.
/// </summary>
public sealed record FacilitiesSettings
{
    /// <summary><c>Demo</c>, the <c>--demo</c> switch: seeded sites, anonymous MQTT clients from loopback, a site clock that may run fast.</summary>
    public bool Demo { get; init; }

    /// <summary><c>urls</c>: where pages, REST and health answer.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://localhost:5080")];

    /// <summary><c>Https:Certificate</c>, <c>Https:Key</c>, <c>Https:PasswordFile</c>; null: no address is <c>https</c>.</summary>
    public ServerCertificate? Https { get; init; }

    public MqttSettings Mqtt { get; init; } = new();

    public DataSettings Data { get; init; } = new();

    public JournalSettings Journal { get; init; } = new();

    public DetectionSettings Detection { get; init; } = new();

    /// <summary><c>Telemetry:Store = influx</c> with everything under <c>Influx:</c>; null keeps samples in the embedded store.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary><c>Clock:Speed</c>: how many times faster than the system clock the site clock runs; other than 1 only with <see cref="Demo"/>.</summary>
    public double ClockSpeed { get; init; } = 1;

    /// <summary><c>Database:ConnectionString</c> (or <c>…File</c>): PostgreSQL for everything relational; empty keeps SQLite files in the data folder.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>Admin:Password</c> (or <c>…File</c>): the first administrator's, used only while there is none.</summary>
    public string? AdminPassword { get; init; }

    /// <summary><c>Accounts:RequireSecondFactor</c>: platform administrators and regulators must set up a code after the password; true outside <see cref="Demo"/>.</summary>
    public bool RequireSecondFactor { get; init; } = true;

    public IngestSettings Ingest { get; init; } = new();

    /// <summary>Everything under <c>Notify:</c>.</summary>
    public NotificationSettings Notify { get; init; } = new();

    /// <summary><c>Inspections:Templates</c>.</summary>
    public InspectionOptions Inspections { get; init; } = new();
}
