using Facilities.Detection;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>
/// Plays one recording through the detectors as the service would: its payloads through the service's own reader, received when they were sent, the
/// asset type's profile with the asset's attributes, the hourly look for trends and with learned models, and the clock moved on to the recording's end. It is given nothing of the label.
/// </summary>
internal static class InjectedJudge
{
    private static readonly SourceId Source = new(1);

    /// <param name="path">The file.</param>
    /// <param name="template">The asset's type.</param>
    /// <param name="attributes">As registered.</param>
    /// <param name="messages">Payloads that must be in it.</param>
    /// <param name="begin">No payload is earlier, Unix ms.</param>
    /// <param name="end">No payload is later; the clock's last instant, Unix ms.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names it and the line.</exception>
    public static FindingList Judge(string path, AssetTemplate template, IReadOnlyDictionary<string, string> attributes, long messages, long begin, long end)
    {
        var engine = new DetectionEngine();
        var overrides = new AssetOverrides { Attributes = attributes };
        engine.Add(Source, template.Profile(overrides));
        var trends = new PlayedTrends(Source, template, overrides);
        var models = new PlayedModels(Source, template, begin);
        var found = new FindingList();
        var decoded = new DecodedPayload();
        var count = 0L;
        var last = begin;
        try
        {
            using var file = File.OpenRead(path);
            using var lines = new PayloadLines(file);
            while (lines.TryNext(out var line))
            {
                count++;
                Decode(line, template.PointTable, decoded);
                foreach (ref readonly var read in decoded.Readings) Observe(engine, trends, models, decoded, read, ref last, end, found);
            }

            if (count != messages) throw new InvalidDataException($"it ends here, of {messages} payloads: the file is cut short or another one.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}, line {count}: {e.Message}", e);
        }

        engine.Tick(end, found);
        return found;
    }

    private static void Decode(ReadOnlySpan<byte> line, PointTable points, DecodedPayload into)
    {
        var fault = PayloadDecoder.Decode(line, points, into);
        if (fault != PayloadFault.None) throw new InvalidDataException($"no payload ({PayloadFaults.Code(fault)}).");
        if (!into.StrangeKeys.IsEmpty)
        {
            var strange = into.StrangeKeys[0];
            throw new InvalidDataException($"'{System.Text.Encoding.UTF8.GetString(line.Slice(strange.Offset, strange.Length))}' is no point of this asset type, or its value none of that point.");
        }
    }

    private static void Observe(DetectionEngine engine, PlayedTrends trends, PlayedModels models, DecodedPayload decoded, in DecodedReading read, ref long last, long end, FindingList found)
    {
        if (read.TimestampUnixMs is not { } time || time < last || time > end)
            throw new InvalidDataException("its time is missing, before the line above or outside the recording.");
        last = time;
        var reading = new Reading { Source = Source, EventTimeUnixMs = time, ReceiveTimeUnixMs = time, Values = decoded.Values(read) };
        trends.Observe(reading, found);
        models.Observe(reading, found);
        engine.Observe(reading, found);
    }
}
