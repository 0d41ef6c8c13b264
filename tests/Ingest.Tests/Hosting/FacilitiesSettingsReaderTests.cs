using System.Net;
using Facilities.Ingest.Hosting;
using Facilities.Storage.TimeSeries.Influx;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Tests.Hosting;

public sealed class FacilitiesSettingsReaderTests
{
    [Fact]
    public void Runs_on_its_defaults()
    {
        var settings = Read();
        settings.Mqtt.Port.ShouldBe(1883);
        settings.Mqtt.Address.ShouldBe(IPAddress.Loopback);
        settings.Urls.ShouldBe([new Uri("http://localhost:5080")]);
        settings.Data.Path.ShouldBe(Path.GetFullPath("data"));
        settings.ClockSpeed.ShouldBe(1);
        settings.Demo.ShouldBeFalse();
    }

    [Fact]
    public void Reads_every_key()
    {
        var settings = Read(
            ("Demo", "true"), ("urls", "http://127.0.0.1:0;http://*:8080"), ("Mqtt:Address", "*"), ("Mqtt:Port", "1884"), ("Data:Path", "/tmp/x"),
            ("Clock:Speed", "60"), ("Database:ConnectionString", "Host=db"), ("Journal:LimitBytes", "67108864"), ("Detection:SaveEverySeconds", "0.5"));
        settings.Demo.ShouldBeTrue();
        settings.Urls.Select(u => u.Port).ShouldBe([0, 8080]);
        settings.Mqtt.Address.ShouldBe(IPAddress.IPv6Any);
        settings.Mqtt.Port.ShouldBe(1884);
        settings.Data.Path.ShouldBe("/tmp/x");
        settings.ClockSpeed.ShouldBe(60);
        settings.ConnectionString.ShouldBe("Host=db");
        settings.Journal.LimitBytes.ShouldBe(64L << 20);
        settings.Detection.SaveEvery.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Reads_every_key_of_influxdb()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("token"), " t0ken \nsecond line\n");
        File.WriteAllText(folder.File("ca.pem"), "");
        var influx = Read(
            ("Telemetry:Store", "Influx"), ("Data:Path", folder.Path), ("Influx:Url", "https://influx:8087/behind/proxy"), ("Influx:Database", "db"), ("Influx:RetentionPolicy", "rp"),
            ("Influx:RetentionDays", "30"), ("Influx:TokenFile", folder.File("token")), ("Influx:CaFile", folder.File("ca.pem")), ("Influx:WritePath", "api-v2"),
            ("Influx:Organisation", "org"), ("Influx:Gzip", "false"), ("Influx:TimeoutSeconds", "2.5"), ("Influx:BatchLines", "500")).Influx!;
        influx.Url.ShouldBe(new Uri("https://influx:8087/behind/proxy"));
        (influx.Database, influx.RetentionPolicy, influx.RetentionDuration, influx.Token).ShouldBe(("db", "rp", TimeSpan.FromDays(30), "t0ken"));
        (influx.WritePath, influx.Organisation, influx.Gzip, influx.Timeout, influx.BatchLines).ShouldBe((InfluxWritePath.ApiV2, "org", false, TimeSpan.FromSeconds(2.5), 500));
        influx.PositionPath.ShouldBe(folder.File("influx.position"));
        Read().Influx.ShouldBeNull();
        Read(("Telemetry:Store", "influx")).Influx!.Url.ShouldBe(new Uri("http://127.0.0.1:8086"));
    }

    [Fact]
    public void Names_every_wrong_key_of_influxdb_at_once_and_no_secret()
    {
        var failures = Should.Throw<OptionsValidationException>(() => Read(
            ("Telemetry:Store", "influx"), ("Influx:Url", "http:hush"), ("Influx:User", "a"), ("Influx:Password", "hush"), ("Influx:PasswordFile", "/nowhere"), ("Influx:TokenFile", "/nowhere"),
            ("Influx:Token", ""), ("Influx:CaFile", "/nowhere.pem"), ("Influx:WritePath", "v3"), ("Influx:BatchLines", "many"))).Failures.ToList();
        foreach (var word in (string[])["Influx:Url", "Influx:PasswordFile", "Influx:TokenFile", "CaFile", "Influx:WritePath", "Influx:BatchLines"])
            failures.ShouldContain(failure => failure.Contains(word), string.Join('\n', failures));
        failures.ShouldAllBe(static failure => !failure.Contains("hush"));
        Should.Throw<OptionsValidationException>(() => Read(("Telemetry:Store", "mongo"))).Failures.ShouldHaveSingleItem().ShouldContain("sqlite or influx");
    }

    [Fact]
    public void Names_every_wrong_key_at_once()
    {
        var e = Should.Throw<OptionsValidationException>(() => Read(
            ("Mqtt:Port", "70000"), ("Mqtt:Address", "nowhere"), ("urls", "ftp://x"), ("Demo", "perhaps"), ("Journal:LimitBytes", "1"), ("Clock:Speed", "fast")));
        e.Failures.Select(f => f.Split(' ')[0]).ShouldBe(["Demo", "Clock:Speed", "urls", "Mqtt:Address", "Mqtt:Port", "Journal:LimitBytes"], ignoreOrder: true);
        e.Failures.ShouldAllBe(f => f.Contains("allowed is"));
    }

    [Fact]
    public void A_fast_clock_is_for_demo_only()
    {
        Should.Throw<OptionsValidationException>(() => Read(("Clock:Speed", "60"))).Failures.ShouldHaveSingleItem().ShouldStartWith("Clock:Speed");
    }

    [Theory]
    [InlineData(new[] { "--demo", "--urls", "http://localhost:1" }, new[] { "--Demo=true", "--urls", "http://localhost:1" })]
    [InlineData(new[] { "serve", "--demo" }, new[] { "serve", "--Demo=true" })]
    [InlineData(new[] { "--demo", "false" }, new[] { "--Demo=false" })]
    [InlineData(new[] { "--Demo=true" }, new[] { "--Demo=true" })]
    public void A_bare_switch_does_not_swallow_the_next_word(string[] args, string[] expected)
    {
        FacilitiesArguments.Normalize(args).ShouldBe(expected);
    }

    private static FacilitiesSettings Read(params (string Key, string Value)[] values) =>
        FacilitiesSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build());
}
