using BenchmarkDotNet.Running;

namespace Facilities.Benchmarks;

internal static class BenchmarksProgram
{
    private static int Main(string[] args)
    {
        if (args is ["state", .. var rest]) return StateBench.Run(rest);
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarksProgram).Assembly).Run(args);
        return 0;
    }
}
