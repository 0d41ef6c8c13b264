using BenchmarkDotNet.Running;

namespace Facilities.Benchmarks;

internal static class BenchmarksProgram
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(BenchmarksProgram).Assembly).Run(args);
}
