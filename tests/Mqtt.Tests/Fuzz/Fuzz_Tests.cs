using Xunit.Abstractions;

namespace Facilities.Mqtt.Tests;

/// <summary>A short run; the long one is <c>dotnet run -c Release --project tests/Benchmarks -- fuzz --streams 10000000</c>.</summary>
[Collection(nameof(Undisturbed))]
public sealed class Fuzz_Tests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(20261123)]
    public async Task Broken_streams_neither_crash_nor_hang_nor_stay_and_each_refusal_has_its_reason(int seed)
    {
        using var run = new FuzzRun(seed);
        var report = await run.RunAsync(30_000, workers: 4);
        output.WriteLine(report.ToString());
        report.Failures.ShouldBeEmpty();
        report.Refusals.Keys.ShouldContain(nameof(MqttReasonCode.MalformedPacket));
        report.Refusals.Keys.ShouldContain(nameof(MqttReasonCode.ProtocolError));
        (report.HeapLast - report.HeapFirst).ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public void A_stream_can_be_made_again()
    {
        var (first, again) = (new FuzzStreams(7), new FuzzStreams(7));
        for (var i = 0; i < 100; i++)
            again.Make(i).Bytes.ShouldBe(first.Make(i).Bytes);
    }
}
