using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Ingest.Commands;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_chain_of_a_database_and_of_a_file_is_verified_by_exit_code()
    {
        await using (var database = await TestDatabase.CreateAsync(_folder.Path))
        {
            for (var i = 0; i < 4; i++)
            {
                await database.Writer.WriteAsync((unit, _) =>
                {
                    unit.Audit(new AuditDraft(DateTimeOffset.UnixEpoch, "fault", "1", "Comment", Role.Crew, null, CodedText.Of("audit.step"), CodedText.Of("personal", ("user", 3))));
                    return Task.CompletedTask;
                }, default);
            }
        }

        var file = _folder.File("audit.jsonl");
        (await RunAsync("export", "--file", file)).ShouldBe(ExitCode.Success);
        (await RunAsync("verify")).ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--file", file)).ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--file", file, "--head", "4:" + new string('0', 64))).ShouldBe(ExitCode.Failure);
        (await RunAsync("verify", "--head", "nonsense")).ShouldBe(ExitCode.Usage);
        (await RunAsync("verify", "--file", _folder.File("missing"))).ShouldNotBe(ExitCode.Success);

        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllLinesAsync(file, lines.Where((_, index) => index != 1));
        (await RunAsync("verify", "--file", file)).ShouldBe(ExitCode.Failure);
        await File.WriteAllLinesAsync(file, lines.SkipLast(1));
        (await RunAsync("verify", "--file", file)).ShouldBe(ExitCode.Failure);

        await using (var database = await TestDatabase.CreateAsync(_folder.Path))
        {
            await using var db = database.Open();
            await db.Database.ExecuteSqlRawAsync("DELETE FROM audit_entries WHERE number = 4");
        }

        (await RunAsync("verify")).ShouldBe(ExitCode.Failure, "the database's own head is further");
    }

    private Task<int> RunAsync(params string[] command) => FacilitiesCommandLine.RunAsync(["audit", .. command, "--Data:Path", _folder.Path]);
}
