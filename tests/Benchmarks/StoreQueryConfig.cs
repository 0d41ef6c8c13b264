namespace Facilities.Benchmarks;

/// <summary>Queries take milliseconds: fifty rounds fit into a blink and say what the median is.</summary>
internal sealed class StoreQueryConfig() : StoreBenchmarkConfig(50);
