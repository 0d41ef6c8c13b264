namespace Facilities.Testing;

/// <summary>
/// Says whether what a test needs is there. Where <c>CI=true</c> a missing thing fails the test instead of skipping it: <see cref="SkipReason"/> is null then,
/// and the test itself meets the gap.
/// </summary>
public static class RequiredInCi
{
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why to skip, or null to run.</summary>
    public static string? SkipReason(params ReadOnlySpan<Need> needs)
    {
        if (IsCi) return null;
        foreach (var need in needs)
        {
            if (Missing(need) is { } missing) return missing;
        }

        return null;
    }

    /// <summary>What is missing, or null when it is there.</summary>
    public static string? Missing(Need need) => need switch
    {
        Need.Recordings => TestRecordings.Folder is null ? "No recordings: set FACILITIES_TEST_DATA or put shared/data above the repository." : null,
        Need.MosquittoClients => MissingProgram("mosquitto_pub") ?? MissingProgram("mosquitto_sub"),
        Need.MosquittoBroker => MissingProgram("mosquitto"),
        Need.PostgreSql => PostgresCluster.Programs is null ? "PostgreSQL is not installed." : null,
        Need.InfluxDb => MissingProgram("influxd"),
        Need.VictoriaMetrics => MissingProgram("victoria-metrics"),
        Need.Node => MissingProgram("node") ?? MissingProgram("npm"),
        Need.Paho => Directory.Exists("/usr/lib/python3/dist-packages/paho") ? null : "python3-paho-mqtt is not installed.",
        Need.Chromium => MissingProgram("chromium"),
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Not a need."),
    };

    /// <summary>The Python that Debian's packages are for; another one may come first on the path.</summary>
    public const string SystemPython = "/usr/bin/python3";

    /// <summary>Full path of a program on the path or in the system's folders, or null.</summary>
    public static string? FindProgram(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(["/usr/bin", "/usr/sbin", "/usr/local/bin"]).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static string? MissingProgram(string name) => FindProgram(name) is null ? $"{name} is not installed." : null;
}
