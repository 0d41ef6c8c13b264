using Facilities.Ingest.Commands;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Tests.Commands;

public sealed class DevicesCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Credentials_are_made_rotated_and_revoked_by_exit_code()
    {
        await using var database = await TestDatabase.CreateAsync(_folder.Path);
        (await RunAsync("add", "--user", "gateway")).ShouldBe(ExitCode.Success);
        (await RunAsync("add", "--user", "gateway")).ShouldBe(ExitCode.Failure);
        (await RunAsync("add", "--site", "nowhere")).ShouldBe(ExitCode.Failure);
        (await RunAsync("list")).ShouldBe(ExitCode.Success);
        (await RunAsync("rotate", "1", "--overlap-hours", "2")).ShouldBe(ExitCode.Success);
        await using (var db = database.Open()) (await db.DeviceCredentials.SingleAsync()).OldUntil.ShouldNotBeNull();
        (await RunAsync("revoke", "1")).ShouldBe(ExitCode.Success);
        (await RunAsync("rotate", "1")).ShouldBe(ExitCode.Failure);
        await using (var db = database.Open()) (await db.DeviceCredentials.SingleAsync()).RevokedAt.ShouldNotBeNull();
    }

    private Task<int> RunAsync(params string[] command) => FacilitiesCommandLine.RunAsync(["devices", .. command, "--Data:Path", _folder.Path]);
}
