using Facilities.Storage.TimeSeries.Influx;

namespace Facilities.Ingest.Hosting;

public sealed partial class FacilitiesSettingsReader
{
    /// <summary>Where samples go; null is the embedded store.</summary>
    private InfluxOptions? Influx(string dataPath)
    {
        var store = Text("Telemetry:Store") ?? "sqlite";
        if (store.Equals("sqlite", StringComparison.OrdinalIgnoreCase)) return null;
        if (!store.Equals("influx", StringComparison.OrdinalIgnoreCase))
        {
            Fail("Telemetry:Store", store, "sqlite or influx");
            return null;
        }

        var options = new InfluxOptions
        {
            Url = InfluxUrl(),
            Database = Text("Influx:Database") ?? "facilities",
            RetentionPolicy = Text("Influx:RetentionPolicy"),
            RetentionDuration = Text("Influx:RetentionDays") is null ? null : TimeSpan.FromDays(Whole("Influx:RetentionDays", 400, 1, 36_500)),
            User = Text("Influx:User"),
            Password = Secret("Influx:Password"),
            Token = Secret("Influx:Token"),
            CaFile = Text("Influx:CaFile"),
            WritePath = InfluxPath(),
            Organisation = Text("Influx:Organisation"),
            Gzip = Text("Influx:Gzip") is null ? null : Flag("Influx:Gzip"),
            RollUps = Flag("Influx:RollUps", true),
            RollUpPolicy = Text("Influx:RollUpPolicy"),
            Timeout = TimeSpan.FromSeconds(Number("Influx:TimeoutSeconds", 15, 0.1, 300)),
            BatchLines = (int)Whole("Influx:BatchLines", 10_000, 1, 50_000),
            PositionPath = Path.Combine(dataPath, "influx.position"),
        };
        _failures.AddRange(options.Validate());
        return options;
    }

    private Uri InfluxUrl()
    {
        var standard = new Uri("http://127.0.0.1:8086");
        if (Text("Influx:Url") is not { } text) return standard;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        // What was given may hold a password, so it isn't repeated.
        Fail("Influx:Url", "…", "an address like http://127.0.0.1:8086 or https://influx.example:8086");
        return standard;
    }

    private InfluxWritePath InfluxPath()
    {
        switch (Text("Influx:WritePath")?.ToLowerInvariant())
        {
            case null or "write":
                return InfluxWritePath.Write;
            case "api-v2":
                return InfluxWritePath.ApiV2;
            default:
                Fail("Influx:WritePath", Text("Influx:WritePath"), "write or api-v2");
                return InfluxWritePath.Write;
        }
    }

    /// <summary>A value, or the first line of the file that the key with <c>File</c> behind it names, so that secrets needn't stand in an environment that others can read.</summary>
    private string? Secret(string key)
    {
        var (value, file) = (Text(key), Text(key + "File"));
        if (file is null) return value;
        if (value is not null)
        {
            Fail(key + "File", file, $"only one of {key} and {key}File");
            return value;
        }

        try
        {
            if (File.ReadLines(file).FirstOrDefault()?.Trim() is { Length: > 0 } line) return line;
            Fail(key + "File", file, "a file whose first line is the secret");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(key + "File", file, "a file that this process may read");
        }

        return null;
    }
}
