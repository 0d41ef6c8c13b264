using System.Globalization;
using System.Net;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Facilities.Operations.Retention;
using Facilities.Operations.Templates;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Facilities.Ingest.Hosting;

/// <summary>Reads <see cref="FacilitiesSettings"/> and collects every mistake, so that an operator corrects them in one go.</summary>
public sealed partial class FacilitiesSettingsReader
{
    private readonly IConfiguration _configuration;
    private readonly List<string> _failures = [];

    private FacilitiesSettingsReader(IConfiguration configuration) => _configuration = configuration;

    /// <exception cref="OptionsValidationException">One line per wrong key, each naming the key, the value and what is allowed.</exception>
    public static FacilitiesSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new FacilitiesSettingsReader(configuration);
        var settings = reader.ReadAll();
        if (reader._failures.Count > 0)
            throw new OptionsValidationException("Facilities", typeof(FacilitiesSettings), reader._failures);
        return settings;
    }

    private FacilitiesSettings ReadAll()
    {
        var defaults = new FacilitiesSettings();
        var demo = Flag("Demo");
        var speed = Number("Clock:Speed", defaults.ClockSpeed, 0.001, 100_000);
        if (speed != 1 && !demo)
            Fail("Clock:Speed", Text("Clock:Speed"), "only 1 outside --demo: a site clock that runs fast would miss real deadlines");
        var dataPath = FolderPath("Data:Path", defaults.Data.Path);
        var database = ConnectionString("Database:ConnectionString");
        var hosted = Flag("Ingest:Hosted", defaults.Ingest.Hosted);
        if (!hosted && database is null)
            Fail("Ingest:Hosted", "false", "only with Database:ConnectionString: ingest and dashboard as separate processes share a PostgreSQL, a SQLite file belongs to one process");
        var influx = Influx(dataPath);
        if (!hosted && influx is null)
            Fail("Ingest:Hosted", "false", "only with Telemetry:Store=influx: the samples in an ingest process' data folder belong to that process");
        if (!hosted && demo) Fail("Ingest:Hosted", "false", "only without --demo, which plays everything in one process");
        var urls = Urls(defaults.Urls);
        var https = Https(urls);
        var tls = MqttTls(https);
        return defaults with
        {
            Demo = demo,
            Urls = urls,
            Https = https,
            ClockSpeed = speed,
            ConnectionString = database,
            AdminPassword = Secret("Admin:Password"),
            RequireSecondFactor = Flag("Accounts:RequireSecondFactor", !demo),
            Ingest = new IngestSettings
            {
                Hosted = hosted,
                Sites = (Text("Ingest:Sites") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal),
            },
            Mqtt = new MqttSettings
            {
                Address = Address("Mqtt:Address", defaults.Mqtt.Address),
                Port = MqttPort(defaults.Mqtt.Port, tls),
                Tls = tls,
                MaximumPacketSizeBytes = (int)Whole("Mqtt:MaximumPacketSizeBytes", defaults.Mqtt.MaximumPacketSizeBytes, 1_024, 256 * 1_024 * 1_024),
                DevicePublishesPerSecond = (int)Whole("Mqtt:DevicePublishesPerSecond", defaults.Mqtt.DevicePublishesPerSecond, 0, 1_000_000),
                SitePublishesPerSecond = (int)Whole("Mqtt:SitePublishesPerSecond", defaults.Mqtt.SitePublishesPerSecond, 0, 1_000_000),
                GatewayPublishesPerSecond = (int)Whole("Mqtt:GatewayPublishesPerSecond", defaults.Mqtt.GatewayPublishesPerSecond, 0, 1_000_000),
            },
            Data = new DataSettings { Path = dataPath, RetentionFile = Retention(dataPath) },
            Influx = influx,
            Notify = Notify(),
            Inspections = new InspectionOptions { Templates = Duties("Inspections:Templates", defaults.Inspections.Templates) },
            Journal = new JournalSettings
            {
                LimitBytes = Whole("Journal:LimitBytes", defaults.Journal.LimitBytes, 16L << 20, 1L << 50),
                UnappliedLimitBytes = Whole("Journal:UnappliedLimitBytes", defaults.Journal.UnappliedLimitBytes, 16L << 20, 1L << 40),
                LimitAge = TimeSpan.FromHours(Number("Journal:LimitHours", defaults.Journal.LimitAge.TotalHours, 1, 8_784)),
            },
            Detection = new DetectionSettings
            {
                SaveEvery = TimeSpan.FromSeconds(Number("Detection:SaveEverySeconds", defaults.Detection.SaveEvery.TotalSeconds, 0.1, 600)),
            },
        };
    }

    private int? MqttPort(int? standard, MqttTlsSettings? tls)
    {
        if (Text("Mqtt:Port") is not ("none" or "None")) return (int)Whole("Mqtt:Port", standard ?? 0, 0, 65_535);
        if (tls is null && Text("Mqtt:Tls:Port") is null) Fail("Mqtt:Port", "none", "none only with Mqtt:Tls:Port: devices need a door");
        if (Flag("Demo")) Fail("Mqtt:Port", "none", "a port with --demo, whose equipment connects to it");
        return null;
    }

    /// <summary>The operator's plan, tried with everything else, so that a mistake in it isn't found when something was already removed.</summary>
    private string? Retention(string dataPath)
    {
        var (named, standard) = (Text("Retention:File"), Path.Combine(dataPath, RetentionPlan.FileName));
        var path = named ?? (File.Exists(standard) ? standard : null);
        if (path is null) return null;
        try
        {
            RetentionPlan.Load(AssetTemplateCatalog.Load(), path);
            return path;
        }
        catch (AssetTemplateException e)
        {
            _failures.AddRange(e.Errors.Select(static error => "Retention:File: " + error));
            return null;
        }
    }

    private IReadOnlyList<string> Duties(string key, IReadOnlyList<string> standard)
    {
        if (Text(key) is not { } text) return standard;
        var duties = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var unknown in duties.Where(duty => duty != InspectionOptions.Every && InspectionTemplates.Find(duty) is null))
            Fail(key, unknown, $"'{InspectionOptions.Every}' for all, or keys separated by commas: {string.Join(", ", InspectionTemplates.All.Select(template => template.Key))}");
        return duties;
    }

    private string? Text(string key) => _configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string? ConnectionString(string key)
    {
        var (text, password) = (Secret(key), Secret("Database:Password"));
        if (text is null) return null;
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (password is not null) parts.Password = password;
            if (parts.Host is { Length: > 0 }) return parts.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Answered below; the text itself holds a password.
        }

        Fail(key, "…", "Npgsql's form: Host=db;Port=5432;Database=facilities;Username=facilities;Password=…");
        return null;
    }

    private bool Flag(string key, bool standard = false)
    {
        var text = Text(key);
        if (text is null) return standard;
        if (bool.TryParse(text, out var value)) return value;
        if (text is "1" or "0") return text == "1";
        Fail(key, text, "true or false");
        return standard;
    }

    private long Whole(string key, long standard, long minimum, long maximum)
    {
        var text = Text(key);
        if (text is null) return standard;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
        Fail(key, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"));
        return standard;
    }

    private double Number(string key, double standard, double minimum, double maximum)
    {
        var text = Text(key);
        if (text is null) return standard;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
        Fail(key, text, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));
        return standard;
    }

    private IPAddress Address(string key, IPAddress standard)
    {
        var text = Text(key);
        if (text is null) return standard;
        if (text is "*" or "+") return IPAddress.IPv6Any;
        if (text.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out var address)) return address;
        Fail(key, text, "an IP address, localhost or *");
        return standard;
    }

    private string FolderPath(string key, string standard)
    {
        var text = Text(key);
        if (text is null) return standard;
        try
        {
            var path = Path.GetFullPath(text);
            if (!File.Exists(path)) return path;
            Fail(key, text, "a folder, but this is a file");
        }
        catch (ArgumentException)
        {
            Fail(key, text, "a folder path");
        }

        return standard;
    }

    private IReadOnlyList<Uri> Urls(IReadOnlyList<Uri> standard)
    {
        var text = Text("urls");
        if (text is null) return standard;
        var urls = new List<Uri>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // "*" and "+" mean every address; neither is a host name that Uri accepts.
            var readable = part.Replace("://*", "://[::]", StringComparison.Ordinal).Replace("://+", "://[::]", StringComparison.Ordinal);
            if (Uri.TryCreate(readable, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && IsBindable(url)) urls.Add(url);
            else Fail("urls", part, "addresses like http://localhost:5080 or http://0.0.0.0:5080, separated by ';'");
        }

        return urls;
    }

    private static bool IsBindable(Uri? url) =>
        url is not null && (url.IsLoopback || url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6);

    private void Fail(string key, string? value, string allowed) => _failures.Add($"{key} = '{value}': allowed is {allowed}.");
}
