using System.Text.Json;
using Facilities.Operations.Assets;
using Facilities.Operations.Demo;
using Facilities.Simulator.Sites;
using Facilities.Simulator.Work;
using Facilities.Telemetry;

namespace Facilities.Dashboard.Demo;

/// <summary>Plays the visits of the demo's past on the simulator's models: the telemetry is that of a virtual asset that is worked on, or isn't.</summary>
internal static class DemoPlayback
{
    public static ReadingBatch Play(AssetEntry asset, DemoWork work)
    {
        var batch = new ReadingBatch();
        var values = new List<PointValue>();
        var plan = DemoPlan.Of(asset) with { Works = [new WorkPlan { Work = work.Signature, Play = Kind(work.Play), Start = work.Start }] };
        AssetPast.Play(plan, work.From, work.Until, (at, payload) =>
        {
            values.Clear();
            Read(asset.Points, payload, values);
            batch.Add(asset.Source, at, at, ReadingFlags.None, [.. values]);
        });
        return batch;
    }

    private static WorkKind Kind(DemoPlay play) => play switch
    {
        DemoPlay.Half => WorkKind.Half,
        DemoPlay.Skipped => WorkKind.Skipped,
        DemoPlay.Unheard => WorkKind.DataGap,
        _ => WorkKind.Honest,
    };

    /// <summary>The native payload as it is stored: flags as 0 and 1, states by their index.</summary>
    private static void Read(PointTable points, byte[] payload, List<PointValue> into)
    {
        using var json = JsonDocument.Parse(payload);
        foreach (var value in json.RootElement.GetProperty("values").EnumerateObject())
        {
            if (!points.TryGet(value.Name, out var point)) continue;
            into.Add(new PointValue(point.No, value.Value.ValueKind switch
            {
                JsonValueKind.Number => value.Value.GetDouble(),
                JsonValueKind.String => point.States.ToList().IndexOf(value.Value.GetString()!),
                JsonValueKind.True => 1,
                _ => 0,
            }));
        }
    }
}
