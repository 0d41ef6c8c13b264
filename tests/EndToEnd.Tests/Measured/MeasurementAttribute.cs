namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>Takes minutes and measures; runs only where <c>FACILITIES_MEASURE=1</c> asks for it (scripts in tests/Benchmarks).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeasurementAttribute : FactAttribute
{
    public MeasurementAttribute()
    {
        if (Environment.GetEnvironmentVariable("FACILITIES_MEASURE") != "1") Skip = "A measurement: the scripts in tests/Benchmarks run it.";
    }
}
