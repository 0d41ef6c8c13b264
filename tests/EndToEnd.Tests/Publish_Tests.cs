using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests;

public sealed class Publish_Tests
{
    [Theory]
    [InlineData("Dashboard", "appsettings.json", "wwwroot/lib/echarts.esm.min.js")]
    [InlineData("Ingest", "appsettings.json")]
    [InlineData("Simulator")]
    public async Task Each_executable_can_be_published(string project, params string[] expectedFiles)
    {
        using var folder = new TempFolder();
        await using var publish = new ChildProcess(
            "dotnet",
            ["publish", Path.Combine(RepositoryFolder.Root, "src", project), "-c", RepositoryFolder.Configuration, "-o", folder.Path, "--no-restore", "--no-build", "-v", "q", "-nologo"],
            workingDirectory: RepositoryFolder.Root);

        (await publish.WaitForExitAsync(TimeSpan.FromMinutes(5))).ShouldBe(0, publish.Output);

        foreach (var file in expectedFiles.Append($"Facilities.{project}.dll"))
        {
            File.Exists(folder.File(file)).ShouldBeTrue(file);
        }
    }
}
