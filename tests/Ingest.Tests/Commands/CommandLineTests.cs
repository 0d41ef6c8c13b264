using Facilities.Ingest.Commands;
using Facilities.Ingest.Hosting;
using Facilities.Storage.TimeSeries;
using Facilities.Testing;

namespace Facilities.Ingest.Tests.Commands;

/// <summary>Exit codes are what scripts see.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("sevre")]
    [InlineData("serve", "--Mqtt:Prot", "1883")]
    [InlineData("serve", "--Mqtt:Port", "many")]
    [InlineData("--Clock:Speed", "60")]
    [InlineData("audit", "verify", "--head", "not-a-head")]
    public async Task A_wrong_command_line_is_a_usage_error(params string[] args)
    {
        (await FacilitiesCommandLine.RunAsync([.. args, .. DataPath()])).ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("audit", "verify", "--help")]
    [InlineData("store", "check", "--help")]
    [InlineData("replay", "--help")]
    [InlineData("evaluate", "skab", "--help")]
    public async Task Help_is_everywhere(params string[] args)
    {
        (await FacilitiesCommandLine.RunAsync(args)).ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task An_audit_chain_that_holds_is_a_success_and_a_cut_tail_is_not()
    {
        (await FacilitiesCommandLine.RunAsync(["audit", "verify", .. DataPath()])).ShouldBe(ExitCode.Failure); // no database yet
        await using (await TestDatabase.CreateAsync(_folder.Path))
        {
        }

        (await FacilitiesCommandLine.RunAsync(["audit", "verify", .. DataPath()])).ShouldBe(ExitCode.Success);
        (await FacilitiesCommandLine.RunAsync(["audit", "verify", "--head", "7:" + new string('a', 64), .. DataPath()])).ShouldBe(ExitCode.Failure);
    }

    [Fact]
    public async Task A_store_is_checked_only_when_nobody_else_has_the_folder()
    {
        (await FacilitiesCommandLine.RunAsync(["store", "check", .. DataPath()])).ShouldBe(ExitCode.Failure); // no store yet
        await using (await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("telemetry.db") }, TimeProvider.System))
        {
        }

        using (DataFolder.Open(_folder.Path))
        {
            (await FacilitiesCommandLine.RunAsync(["store", "check", .. DataPath()])).ShouldBe(ExitCode.DataFolder);
        }

        (await FacilitiesCommandLine.RunAsync(["store", "check", .. DataPath()])).ShouldBe(ExitCode.Success);
    }

    public void Dispose() => _folder.Dispose();

    private string[] DataPath() => ["--Data:Path", _folder.Path];
}
