using System.Globalization;
using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>What a fuzz run did and found.</summary>
/// <param name="Streams">Streams sent.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Refusals">Connections the server ended for a broken rule, by reason code.</param>
/// <param name="HeapFirst">Live bytes after the first tenth.</param>
/// <param name="HeapLast">And at the end.</param>
/// <param name="Failures">What must not be: a crash, a hang, an answer that isn't MQTT, a refusal without a reason code; with the stream's number.</param>
internal sealed record FuzzReport(long Streams, long Bytes, TimeSpan Elapsed, IReadOnlyDictionary<string, long> Refusals, long HeapFirst, long HeapLast, IReadOnlyCollection<string> Failures)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Streams:#,0} streams, {Bytes / 1e6:#,0} MB in {Elapsed.TotalSeconds:#,0} s, {Streams / Elapsed.TotalSeconds:#,0} streams/s");
        text.AppendLine(CultureInfo.InvariantCulture, $"live heap after the first tenth {HeapFirst / 1048576d:0.0} MiB, at the end {HeapLast / 1048576d:0.0} MiB");
        foreach (var (reason, count) in Refusals.OrderByDescending(refusal => refusal.Value)) text.AppendLine(CultureInfo.InvariantCulture, $"  {reason,-28} {count,12:#,0}");
        text.AppendLine(Failures.Count == 0 ? "no failure" : $"{Failures.Count} FAILURES");
        foreach (var failure in Failures) text.AppendLine("  " + failure);
        return text.ToString();
    }
}
