using System.IO.Compression;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;

namespace Facilities.Simulator.Injection;

/// <summary>Plays a planned recording into a file: every payload as it would travel over MQTT, one a line, gzip'd. Holds nothing but the asset's model.</summary>
internal static class PayloadRecorder
{
    /// <summary>Plays so many events at a time, so that Ctrl-C is heard.</summary>
    private const int Slice = 10_000;

    /// <returns>Number of payloads.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static long Record(PlannedRecording planned, string path, CancellationToken ct)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var packed = new GZipStream(file, CompressionLevel.Fastest);
        using var lines = new BufferedStream(packed, 1 << 16);
        using var simulation = new SiteSimulation(new SitePlan { Code = "site", Assets = [planned.Asset] }, planned.Begin.ToUnixTimeMilliseconds());
        var count = 0L;
        var end = planned.End.ToUnixTimeMilliseconds();
        while (!simulation.Advance(end, message =>
        {
            lines.Write(message.Payload);
            lines.WriteByte((byte)'\n');
            count++;
        }, Slice)) ct.ThrowIfCancellationRequested();
        return count;
    }
}
