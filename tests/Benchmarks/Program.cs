using BenchmarkDotNet.Running;

namespace Facilities.Benchmarks;

internal static class BenchmarksProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["state", .. var rest]) return StateBench.Run(rest);
        if (args is ["fuzz", .. var streams]) return await FuzzCommand.RunAsync(streams);
        if (args is ["idle", .. var connections]) return await IdleConnections.RunAsync(connections);
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarksProgram).Assembly).Run(args);
        return 0;
    }
}
