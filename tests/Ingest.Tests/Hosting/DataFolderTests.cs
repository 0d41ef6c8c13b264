using System.Globalization;
using Facilities.Ingest.Hosting;

namespace Facilities.Ingest.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "facilities-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public void A_second_process_is_told_who_holds_the_folder_and_what_to_do()
    {
        using var held = DataFolder.Open(_path);
        var refusal = Should.Throw<DataFolderException>(() => DataFolder.Open(_path)).Message;
        refusal.ShouldContain(_path);
        refusal.ShouldContain(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        refusal.ShouldContain("--Data:Path");
    }

    [Fact]
    public void A_released_folder_can_be_taken_again()
    {
        DataFolder.Open(_path).Dispose();
        DataFolder.Open(_path).Dispose();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
