using System.Globalization;
using Facilities.Simulator.Load;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary>A load report for people.</summary>
internal static class LoadTable
{
    public static Table Of(LoadReport report)
    {
        var table = new Table().HideHeaders().AddColumns("what", "value");
        Row("elevators, connections", $"{report.Assets:N0}, {report.Connections}");
        Row("asked for", report.RequestedRate > 0 ? (FormattableString)$"{report.RequestedRate:N0} messages/s" : $"as many as possible");
        Row("message", $"{report.WireBytes} bytes on the wire, {LoadPacket.SamplesPerMessage} samples");
        Row("sent, acknowledged", $"{report.Sent:N0}, {report.Acknowledged:N0} in {report.Seconds:F2} s");
        Row("rate", $"{report.AcknowledgedPerSecond:N0} messages/s, {report.SamplesPerSecond:N0} samples/s");
        Row("acknowledged after", $"p50 {Ms(report.AckP50Micros)}, p99 {Ms(report.AckP99Micros)}, at most {Ms(report.AckMaximumMicros)}");
        if (report.QueryableProbes is > 0 and var probes)
            Row("queryable after", $"p50 {Ms(report.QueryableP50Micros ?? 0)}, p99 {Ms(report.QueryableP99Micros ?? 0)} from publishing to a query's answer ({probes:N0} readings followed)");
        Row("found in the store", report.Stored is { } stored ? (FormattableString)$"{stored:N0} ({(report.Complete == true ? "all" : "MISSING " + (report.Acknowledged - stored).ToString("N0", CultureInfo.InvariantCulture))})" : $"not known");
        if (report.Rejected is { } rejected) Row("rejected, quarantined", $"{rejected:N0}, {report.Quarantined:N0}");
        if (report.CaughtUpSeconds is { } caughtUp) Row("store and detectors caught up", $"{caughtUp:F1} s after the last acknowledgement");
        Row("processor, generator", $"{report.GeneratorCpuSeconds:F1} s, {report.Acknowledged / Math.Max(0.01, report.GeneratorCpuSeconds):N0} messages per second of it");
        if (report.ServerCpuSeconds is { } cpu) Row("processor, service", $"{cpu:F1} s, {report.Acknowledged / Math.Max(0.01, cpu):N0} messages per second of it");
        if (report.ServerMemoryBytes is { } memory) Row("memory, service", $"{memory / 1048576.0:N0} MiB");
        return table;

        void Row(string what, FormattableString value) => table.AddRow(what, Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Ms(long micros) => FormattableString.Invariant($"{micros / 1000.0:F1} ms");
}
