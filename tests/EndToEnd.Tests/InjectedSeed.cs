using Facilities.Simulator.Injection;
using Facilities.Simulator.Plans;

namespace Facilities.EndToEnd_Tests;

/// <summary>One recording of every fault of every asset type, of one seed on which nothing is reported; made once for all tests that judge it.</summary>
public sealed class InjectedSeed : IDisposable
{
    private readonly TempFolder _folder = new();

    public InjectedSeed()
    {
        Folder = new DirectoryInfo(Path.Combine(_folder.Path, "set"));
        new RecordingSet(Folder.FullName, "1..1", 0, RecordingSet.Plan(1, 1, 0, [.. AssetTypes.Simulated], [])).Record(force: false, () => { }, CancellationToken.None);
    }

    public DirectoryInfo Folder { get; }

    public void Dispose() => _folder.Dispose();
}
