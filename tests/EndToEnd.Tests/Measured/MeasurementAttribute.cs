namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>Takes minutes and measures; runs only where <c>FACILITIES_MEASURE=1</c> asks for it (tests/Benchmarks/loop.sh).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeasurementAttribute : FactAttribute
{
    public MeasurementAttribute()
    {
        if (Environment.GetEnvironmentVariable("FACILITIES_MEASURE") != "1") Skip = "A measurement: tests/Benchmarks/loop.sh runs it.";
    }
}
