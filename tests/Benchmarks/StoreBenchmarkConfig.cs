using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Facilities.Benchmarks;

/// <summary>One warm-up and three rounds in this process: a round moves millions of samples and takes seconds, more rounds would say no more.</summary>
internal class StoreBenchmarkConfig : ManualConfig
{
    public StoreBenchmarkConfig()
        : this(3)
    {
    }

    protected StoreBenchmarkConfig(int iterations) => AddJob(
        Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(iterations));
}
