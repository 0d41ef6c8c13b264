using Facilities.Ingest.Commands;
using Facilities.Ingest.Hosting;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Ingest.Tests.Commands;

public sealed class StoreCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("line")]
    public async Task Samples_go_from_one_folder_to_another_through_a_file(string format)
    {
        var source = await FillAsync();
        await using var other = await TestDatabase.CreateAsync(_other.Path);
        var file = Path.Combine(_other.Path, "samples.txt");

        (await RunAsync(_folder.Path, "store", "export", file, "--format", format)).ShouldBe(ExitCode.Success);
        (await RunAsync(_other.Path, "store", "import", file, "--format", format)).ShouldBe(ExitCode.Success);

        await using var from = Open(_folder.Path);
        await using var to = Open(_other.Path);
        (await to.TotalsAsync(source, 0, ReadingPages.Latest)).ToString().ShouldBe((await from.TotalsAsync(source, 0, ReadingPages.Latest)).ToString());
        (await to.TotalsAsync(source, 0, ReadingPages.Latest)).Samples.ShouldBe(1_000);
    }

    [Fact]
    public async Task Check_tells_a_sound_store_from_a_damaged_one()
    {
        await FillAsync();
        (await RunAsync(_folder.Path, "store", "check")).ShouldBe(ExitCode.Success);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "telemetry.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE block SET data = substr(data, 1, 40) || x'FF' || substr(data, 42)";
            command.ExecuteNonQuery();
        }

        (await RunAsync(_folder.Path, "store", "check")).ShouldBe(ExitCode.Failure);
        (await RunAsync(_other.Path, "store", "check")).ShouldBe(ExitCode.Failure);
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Bench_measures_an_influxdb_and_leaves_nothing_there()
    {
        await using var server = await InfluxServerProcess.StartAsync();

        (await RunAsync(
            _folder.Path, "store", "bench", "--influx", "--samples", "1", "--Influx:Url", server.Url.ToString(),
            "--Influx:User", InfluxServerProcess.Administrator, "--Influx:Password", InfluxServerProcess.AdministratorPassword)).ShouldBe(ExitCode.Success);

        (await server.QueryAsync("SHOW DATABASES")).ShouldNotContain("bench");
    }

    [Fact]
    public async Task A_folder_in_use_and_a_copy_onto_itself_are_refused_with_codes_of_their_own()
    {
        await FillAsync();
        (await RunAsync(_folder.Path, "store", "copy", "--from", "sqlite", "--to", "sqlite")).ShouldBe(ExitCode.Usage);
        (await RunAsync(_folder.Path, "store", "copy", "--from", "sqlite", "--to", "elsewhere")).ShouldBe(ExitCode.Usage);
        using var held = DataFolder.Open(_folder.Path);
        (await RunAsync(_folder.Path, "store", "export", Path.Combine(_other.Path, "x.csv"))).ShouldBe(ExitCode.DataFolder);
    }

    [Fact]
    public async Task A_backup_is_restored_by_command_into_an_empty_folder_only()
    {
        await FillAsync();
        var (backup, restored) = (Path.Combine(_other.Path, "backup"), Path.Combine(_other.Path, "restored"));
        (await RunAsync(_folder.Path, "backup", backup)).ShouldBe(ExitCode.Success);
        (await RunAsync(restored, "restore", backup)).ShouldBe(ExitCode.Success);
        (await RunAsync(restored, "store", "check")).ShouldBe(ExitCode.Success);
        (await RunAsync(restored, "restore", backup)).ShouldBe(ExitCode.Failure);
    }

    private static Task<int> RunAsync(string folder, params string[] command) => FacilitiesCommandLine.RunAsync([.. command, "--Data:Path", folder]);

    private static SqliteTimeSeriesStore Open(string folder) => SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = Path.Combine(folder, "telemetry.db") });

    private async Task<SourceId> FillAsync()
    {
        await using var database = await TestDatabase.CreateAsync(_folder.Path);
        await using var store = Open(_folder.Path);
        var batch = new ReadingBatch();
        for (var i = 0; i < 1_000; i++) batch.Add(database.First, 1_767_225_600_000 + i * 1000, 1_767_225_600_030 + i * 1000, ReadingFlags.None, [new PointValue(TestDatabase.No("seq"), i)]);
        await store.WriteAsync(batch, JournalPosition.Start);
        return database.First;
    }
}
