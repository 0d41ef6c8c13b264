using System.Text.RegularExpressions;
using Facilities.Ingest.Commands;
using Facilities.Ingest.Hosting;
using Microsoft.Extensions.Configuration;

namespace Facilities.Ingest.Tests.Deployment;

/// <summary>No container engine runs where this is built, so <c>docker-compose.yml</c> and <c>Dockerfile</c> are held to what can be read in them.</summary>
public sealed partial class ComposeFile_Tests
{
    private const string Prefix = "FACILITIES_";
    private static readonly string Root = FindRoot();
    private static readonly YamlNode Compose = YamlNode.Parse(Text("docker-compose.yml"));

    private static IReadOnlyDictionary<string, YamlNode> Services => Compose["services"].Entries;

    [Fact]
    public void It_has_the_services_of_the_production_shape()
    {
        Services.Keys.ShouldBe(["ingest", "dashboard", "postgres", "influxdb", "mosquitto", "simulator"], ignoreOrder: true);
        Services.Where(service => service.Value.Has("profiles")).Select(service => (service.Key, service.Value["profiles"].Texts.Single()))
            .ShouldBe([("mosquitto", "bridge"), ("simulator", "simulator")], ignoreOrder: true);
    }

    [Fact]
    public void Every_service_says_how_it_is_checked_restarted_and_limited()
    {
        foreach (var (name, service) in Services)
        {
            var check = service["healthcheck"];
            if (name == "simulator") check["disable"].Scalar.ShouldBe("true");
            else check["test"].Items.Count.ShouldBeGreaterThan(1, name);
            service["restart"].Scalar.ShouldNotBeNullOrEmpty(name);
            var limits = service["deploy"]["resources"]["limits"];
            limits["cpus"].Scalar.ShouldNotBeNullOrEmpty(name);
            limits["memory"].Scalar.ShouldNotBeNullOrEmpty(name);
            if (!service.Has("depends_on")) continue;
            foreach (var (other, how) in service["depends_on"].Entries)
            {
                how["condition"].Scalar.ShouldBe("service_healthy");
                Services[other]["healthcheck"].Has("test").ShouldBeTrue($"{name} waits for {other}");
            }
        }
    }

    [Fact]
    public void Images_are_pinned_and_ours_are_built_for_a_target_that_exists()
    {
        var stages = StageLine().Matches(Text("Dockerfile"));
        foreach (var (name, service) in Services)
        {
            service["image"].Scalar.ShouldNotBeNull().ShouldMatch(@"^[a-z/-]+:\d+\.\d+", name);
            if (service.Has("build")) stages.Select(stage => stage.Groups["name"].Value).ShouldContain(service["build"]["target"].Scalar, name);
        }

        foreach (var from in stages.Select(stage => stage.Groups["image"].Value))
            (stages.Any(stage => stage.Groups["name"].Value == from) || PinnedImage().IsMatch(from)).ShouldBeTrue(from);
    }

    [Fact]
    public void Our_processes_run_without_root_and_without_a_writable_system()
    {
        var stages = Text("Dockerfile").Split("\nFROM ").Skip(1).ToDictionary(stage => stage.Split('\n')[0].Split(" AS ")[1], stage => stage);
        stages["base"].ShouldContain("\nUSER app");
        foreach (var name in new[] { "ingest", "dashboard", "simulator" })
        {
            stages[name].ShouldStartWith("base AS ");
            stages[name].ShouldNotContain("USER ");
            Services[name]["read_only"].Scalar.ShouldBe("true");
            Services[name]["cap_drop"].Texts.ShouldBe(["ALL"]);
        }
    }

    [Fact]
    public void Secrets_and_volumes_that_are_used_exist_and_no_secret_stands_in_the_file()
    {
        var made = Text("deploy/make-secrets.sh");
        foreach (var (name, secret) in Compose["secrets"].Entries)
        {
            secret["file"].Scalar.ShouldBe("./deploy/secrets/" + name);
            made.ShouldContain(name);
        }

        Services.Values.Where(service => service.Has("secrets")).SelectMany(service => service["secrets"].Texts).Distinct().ShouldBe(Compose["secrets"].Entries.Keys, ignoreOrder: true);
        var volumes = Services.Values.Where(service => service.Has("volumes")).SelectMany(service => service["volumes"].Texts).Select(volume => volume.Split(':')[0]).ToList();
        volumes.Where(volume => !volume.StartsWith('.')).ShouldBe(Compose["volumes"].Entries.Keys, ignoreOrder: true);
        foreach (var file in volumes.Where(volume => volume.StartsWith('.'))) File.Exists(Path.Combine(Root, file)).ShouldBeTrue(file);

        foreach (var (key, value) in Services.Values.Where(service => service.Has("environment")).SelectMany(service => service["environment"].Entries))
        {
            if (key.Contains("password", StringComparison.OrdinalIgnoreCase)) value.Scalar.ShouldNotBeNull().ShouldStartWith("/run/secrets/");
            value.Scalar.ShouldNotBeNull().ShouldNotContain("Password=");
        }

        Text(".gitignore").ShouldContain("deploy/secrets/");
        Text(".dockerignore").ShouldContain("deploy/secrets");
    }

    [Fact]
    public void Only_devices_reach_it_from_outside()
    {
        var published = Services.Where(service => service.Value.Has("ports")).SelectMany(service => service.Value["ports"].Texts.Select(port => (service.Key, Port: port))).ToList();
        published.Where(port => !port.Port.StartsWith("127.0.0.1:", StringComparison.Ordinal)).ShouldBe([("ingest", "1883:1883")]);
    }

    [Theory]
    [InlineData("ingest", true)]
    [InlineData("dashboard", false)]
    public void Every_option_is_one_of_ours_and_together_they_are_valid(string name, bool hostsIngest)
    {
        var service = Services[name];
        using var folder = new TempFolder();
        var values = new Dictionary<string, string?>();
        foreach (var (variable, value) in service["environment"].Entries)
        {
            variable.ShouldStartWith(Prefix);
            var key = variable[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            SettingOptions.IsSetting("--" + key).ShouldBeTrue($"{key} is no option");
            values[key] = value.Scalar;
            if (!value.Scalar!.StartsWith("/run/secrets/", StringComparison.Ordinal)) continue;
            var secret = value.Scalar["/run/secrets/".Length..];
            service["secrets"].Texts.ShouldContain(secret);
            File.WriteAllText(folder.File(secret), "a-secret\n");
            values[key] = folder.File(secret);
        }

        var settings = FacilitiesSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        settings.Ingest.Hosted.ShouldBe(hostsIngest);
        settings.ConnectionString.ShouldNotBeNull().ShouldContain("Host=postgres");
        settings.Influx.ShouldNotBeNull().Url.Host.ShouldBe("influxdb");
        settings.Demo.ShouldBeFalse();
        // The address that the health check asks is one that is listened on.
        var asked = new Uri(service["healthcheck"]["test"].Texts.Last());
        settings.Urls.Select(url => url.Port).ShouldContain(asked.Port);
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Facilities.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Facilities.sln stands in no folder above the tests.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^FROM (?<image>\S+) AS (?<name>\S+)$", RegexOptions.Multiline)]
    private static partial Regex StageLine();

    [GeneratedRegex(@"^[a-z./-]+:\d+\.\d+")]
    private static partial Regex PinnedImage();
}
