using Facilities.Ingest.Commands;
using Facilities.Operations.Evidence.Packs;

namespace Facilities.Ingest.Tests.Commands;

public sealed class EvidenceCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pack_is_verified_by_exit_code()
    {
        var signer = new PackSigner(PackSigner.NewKey());
        var path = _folder.File("pack.zip");
        await using (var file = File.Create(path))
        {
            var pack = new PackArchive(file);
            await pack.AddTextAsync("index.html", "<p>evidence</p>");
            await pack.SealAsync(signer);
        }

        (await RunAsync(path)).ShouldBe(ExitCode.Success);
        (await RunAsync(path, "--key", signer.Fingerprint)).ShouldBe(ExitCode.Success);
        (await RunAsync(path, "--key", new string('0', 64))).ShouldBe(ExitCode.Failure);
        (await RunAsync(path, "--key", "nonsense")).ShouldBe(ExitCode.Usage);
        (await RunAsync(_folder.File("missing.zip"))).ShouldBe(ExitCode.Usage);

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[45] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        (await RunAsync(path)).ShouldBe(ExitCode.Failure);
    }

    private static Task<int> RunAsync(params string[] arguments) => FacilitiesCommandLine.RunAsync(["evidence", "verify", .. arguments]);
}
