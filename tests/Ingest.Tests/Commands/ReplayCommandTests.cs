using Facilities.Ingest.Commands;
using Facilities.Ingest.Hosting;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Commands;

/// <summary>A lift whose vibration was over 0.2 m/s² for an hour and over 0.3 m/s² for another, played again by the command.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>The rule wants five values in a row; one comes a minute.</summary>
    private static readonly DateTimeOffset Weak = Start.AddHours(2).AddMinutes(4);

    private static readonly DateTimeOffset Strong = Start.AddHours(4).AddMinutes(4);

    private readonly TempFolder _folder = new();
    private readonly TempFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_lower_limit_from_a_file_is_played_beside_todays_over_stored_telemetry()
    {
        await FillAsync();
        var events = Path.Combine(_other.Path, "events.csv");

        (await RunAsync("--rules", Rules("""{ "types": { "elevator": { "rules": { "vib-z": { "limit": 0.2 } } } } }"""), "--csv", events)).ShouldBe(ExitCode.Success);

        var lines = File.ReadAllLines(events);
        lines[0].ShouldBe("site,asset,type,rule,side,onset,detected,cleared,signal,value,limit");
        var found = lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells[3] == "vib-z")
            .Select(cells => (Asset: $"{cells[0]}/{cells[1]}", Side: cells[4], Onset: DateTimeOffset.Parse(cells[5], System.Globalization.CultureInfo.InvariantCulture), Limit: cells[10])).ToList();
        found.ShouldAllBe(one => one.Asset == "yulan/e-00000");
        found.Where(one => one.Side == "as-is").Select(one => (one.Onset, one.Limit)).ShouldBe([(Strong, "0.3")]);
        found.Where(one => one.Side == "changed").Select(one => (one.Onset, one.Limit)).Order().ShouldBe([(Weak, "0.2"), (Strong, "0.2")]);
        found.ShouldNotContain(one => one.Side == "happened");
    }

    [Fact]
    public async Task Without_changed_rules_todays_stand_alone_and_a_time_before_it_has_none()
    {
        await FillAsync();
        var events = Path.Combine(_other.Path, "events.csv");
        (await RunAsync("--csv", events)).ShouldBe(ExitCode.Success);
        File.ReadAllLines(events).ShouldContain(line => line.Contains(",vib-z,as-is,", StringComparison.Ordinal));

        (await PlayAsync("2026-01-05T00:00:00+08:00", "2026-01-05T03:00:00+08:00", "--csv", events)).ShouldBe(ExitCode.Success);
        File.ReadAllLines(events).ShouldNotContain(line => line.Contains(",vib-z,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "types": { "elevator": { "rules": { "colour": { "limit": 1 } } } } }""", null)]
    [InlineData("{", null)]
    [InlineData(null, "nowhere")]
    public async Task A_rule_that_there_is_not_a_broken_file_and_an_empty_selection_are_refused(string? rules, string? site)
    {
        await FillAsync();
        string[] more = [.. rules is null ? [] : (string[])["--rules", Rules(rules)], .. site is null ? [] : (string[])["--site", site]];

        (await RunAsync(more)).ShouldBe(ExitCode.Failure);
    }

    [Fact]
    public async Task Neither_a_recording_nor_a_time_is_a_wrong_usage_and_a_running_service_keeps_its_folder()
    {
        (await FacilitiesCommandLine.RunAsync(["replay", "--Data:Path", _folder.Path])).ShouldBe(ExitCode.Usage);
        await FillAsync();
        using var held = DataFolder.Open(_folder.Path);
        (await RunAsync()).ShouldBe(ExitCode.DataFolder);
    }

    private Task<int> RunAsync(params string[] more) => PlayAsync("2026-01-05T00:00:00+08:00", "2026-01-05T06:00:00+08:00", more);

    private Task<int> PlayAsync(string from, string to, params string[] more) =>
        FacilitiesCommandLine.RunAsync(["replay", "--from", from, "--to", to, .. more, "--Data:Path", _folder.Path]);

    private string Rules(string json)
    {
        var path = Path.Combine(_other.Path, "rules.json");
        File.WriteAllText(path, json);
        return path;
    }

    private async Task FillAsync()
    {
        await using var database = await TestDatabase.CreateAsync(_folder.Path);
        await using var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = Path.Combine(_folder.Path, "telemetry.db") });
        var batch = new ReadingBatch();
        for (var minute = 0; minute < 360; minute++)
        {
            var at = Start.AddMinutes(minute).ToUnixTimeMilliseconds();
            var vibration = (minute / 60) switch { 2 => 0.25, 4 => 0.4, _ => 0.15 } + (0.001 * (minute % 7));
            batch.Add(database.First, at, at, ReadingFlags.None, [new PointValue(TestDatabase.No("vib_z"), vibration)]);
        }

        await store.WriteAsync(batch, JournalPosition.Start);
    }
}
