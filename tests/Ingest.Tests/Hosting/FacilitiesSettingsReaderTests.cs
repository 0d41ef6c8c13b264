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
            ("Clock:Speed", "60"), ("Database:ConnectionString", "Host=db"), ("Journal:LimitBytes", "67108864"), ("Journal:UnappliedLimitBytes", "33554432"), ("Detection:SaveEverySeconds", "0.5"));
        settings.Demo.ShouldBeTrue();
        settings.Urls.Select(u => u.Port).ShouldBe([0, 8080]);
        settings.Mqtt.Address.ShouldBe(IPAddress.IPv6Any);
        settings.Mqtt.Port.ShouldBe(1884);
        settings.Data.Path.ShouldBe("/tmp/x");
        settings.ClockSpeed.ShouldBe(60);
        settings.ConnectionString.ShouldBe("Host=db");
        settings.Journal.LimitBytes.ShouldBe(64L << 20);
        settings.Journal.UnappliedLimitBytes.ShouldBe(32L << 20);
        settings.Detection.SaveEvery.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Reads_which_duties_are_planned_and_names_those_that_do_not_exist()
    {
        Read().Inspections.Templates.ShouldBe(["elevator-half-month", "fire-pump-weekly-start"]);
        Read(("Inspections:Templates", "elevator-year, *")).Inspections.Templates.ShouldBe(["elevator-year", "*"]);
        Should.Throw<OptionsValidationException>(() => Read(("Inspections:Templates", "elevator-year,elevator-weekly"))).Failures.ShouldHaveSingleItem().ShouldStartWith("Inspections:Templates = 'elevator-weekly'");
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
            ("Influx:Organisation", "org"), ("Influx:RollUps", "false"), ("Influx:RollUpPolicy", "rolled"), ("Influx:Gzip", "false"), ("Influx:TimeoutSeconds", "2.5"), ("Influx:BatchLines", "500")).Influx!;
        influx.Url.ShouldBe(new Uri("https://influx:8087/behind/proxy"));
        (influx.Database, influx.RetentionPolicy, influx.RetentionDuration, influx.Token).ShouldBe(("db", "rp", TimeSpan.FromDays(30), "t0ken"));
        (influx.WritePath, influx.Organisation, influx.Gzip, influx.Timeout, influx.BatchLines).ShouldBe((InfluxWritePath.ApiV2, "org", false, TimeSpan.FromSeconds(2.5), 500));
        (influx.RollUps, influx.RollUpPolicy).ShouldBe((false, "rolled"));
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
    public void A_retention_plan_in_the_data_folder_counts_and_its_mistakes_are_named_with_all_others()
    {
        using var folder = new TempFolder();
        Read(("Data:Path", folder.Path)).Data.RetentionFile.ShouldBeNull();
        File.WriteAllText(folder.File("retention.json"), """{ "types": { "fire-alarm": { "class": "usual" } } }""");
        Read(("Data:Path", folder.Path)).Data.RetentionFile.ShouldBe(folder.File("retention.json"));

        File.WriteAllText(folder.File("own.json"), """{ "types": { "fire-alarm": { "class": "nope" }, "spaceship": { "class": "usual" } } }""");
        var failures = Should.Throw<OptionsValidationException>(() => Read(("Data:Path", folder.Path), ("Retention:File", folder.File("own.json")), ("Mqtt:Port", "70000"))).Failures.ToList();
        failures.Count.ShouldBe(3);
        foreach (var part in (string[])["no class 'nope'", "no asset type 'spaceship'", "Mqtt:Port"]) failures.ShouldContain(failure => failure.Contains(part), part);
    }

    [Fact]
    public void Names_every_wrong_key_at_once()
    {
        var e = Should.Throw<OptionsValidationException>(() => Read(
            ("Mqtt:Port", "70000"), ("Mqtt:Address", "nowhere"), ("urls", "ftp://x"), ("Demo", "perhaps"), ("Journal:LimitBytes", "1"), ("Clock:Speed", "fast")));
        e.Failures.Select(f => f.Split(' ')[0]).ShouldBe(["Demo", "Clock:Speed", "urls", "Mqtt:Address", "Mqtt:Port", "Journal:LimitBytes"], ignoreOrder: true);
        e.Failures.ShouldAllBe(f => f.Contains("allowed is"));
    }

    [Theory]
    [InlineData("http://sms.example.com/send", "https")]
    [InlineData("https://me:hush@sms.example.com/send", "without user name")]
    public void An_sms_gateway_that_could_never_be_sent_to_is_refused_at_start(string url, string word)
    {
        var failure = Should.Throw<OptionsValidationException>(() => Read(("Notify:Sms:Url", url), ("Notify:Sms:Secret", "s"))).Failures.ShouldHaveSingleItem();
        failure.ShouldStartWith("Notify:Sms:Url");
        failure.ShouldContain(word);
        failure.ShouldNotContain("hush");
        foreach (var good in (string[])["https://sms.example.com/send", "http://192.0.2.7:8080/sms", "http://[::1]:8080/sms"]) Read(("Notify:Sms:Url", good), ("Notify:Sms:Secret", "s"));
    }

    [Fact]
    public void A_fast_clock_is_for_demo_only()
    {
        Should.Throw<OptionsValidationException>(() => Read(("Clock:Speed", "60"))).Failures.ShouldHaveSingleItem().ShouldStartWith("Clock:Speed");
    }

    [Fact]
    public void A_secret_may_stand_in_a_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("database"), "Host=db;Username=facilities\n");
        File.WriteAllText(folder.File("password"), "s3cret\n");
        File.WriteAllText(folder.File("admin"), "correct horse\n");
        var settings = Read(("Database:ConnectionStringFile", folder.File("database")), ("Database:PasswordFile", folder.File("password")), ("Admin:PasswordFile", folder.File("admin")));
        settings.ConnectionString.ShouldBe("Host=db;Username=facilities;Password=s3cret");
        settings.AdminPassword.ShouldBe("correct horse");
    }

    [Fact]
    public void A_secret_in_both_places_or_in_no_file_is_refused_without_showing_it()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("empty"), "");
        Should.Throw<OptionsValidationException>(() => Read(("Admin:Password", "hunter2hunter2"), ("Admin:PasswordFile", folder.File("empty")))).Message.ShouldNotContain("hunter2");
        Should.Throw<OptionsValidationException>(() => Read(("Admin:PasswordFile", folder.File("empty")))).Failures.ShouldHaveSingleItem().ShouldContain("first line");
        Should.Throw<OptionsValidationException>(() => Read(("Admin:PasswordFile", folder.File("missing")))).Failures.ShouldHaveSingleItem().ShouldStartWith("Admin:PasswordFile");
        Should.Throw<OptionsValidationException>(() => Read(("Database:ConnectionString", "Hots=db;Password=hunter2"))).Failures.ShouldHaveSingleItem().ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_dashboard_without_ingest_needs_PostgreSQL_and_InfluxDB_and_is_no_demo()
    {
        var all = Should.Throw<OptionsValidationException>(() => Read(("Ingest:Hosted", "false"), ("Demo", "true"))).Failures.ToList();
        all.Count.ShouldBe(3);
        all.ShouldAllBe(failure => failure.StartsWith("Ingest:Hosted"));
        Read(("Ingest:Hosted", "false"), ("Database:ConnectionString", "Host=db"), ("Telemetry:Store", "influx")).Ingest.Hosted.ShouldBeFalse();
    }

    [Fact]
    public void Sites_to_judge_are_a_list()
    {
        var some = Read(("Ingest:Sites", "yulan, jinxiu")).Ingest;
        (some.Judges("yulan"), some.Judges("jinxiu"), some.Judges("wanghai")).ShouldBe((true, true, false));
        Read().Ingest.Judges("any").ShouldBeTrue();
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
