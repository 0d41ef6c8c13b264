using System.Globalization;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Facilities.Testing;

namespace Facilities.Operations.Tests.Templates;

/// <summary>Recordings of a real pump, as the test-rig asset type judges them.</summary>
public sealed class RecordedPumpTests
{
    private static readonly string[] Keys = ["vib_1_g", "vib_2_g", "current_a", "pressure_bar", "motor_temp_c", "fluid_temp_c", "voltage_v", "flow_l_min"];

    [FactNeeding(Need.Recordings)]
    public void Valve1_8_raises_exactly_one_anomaly_inside_the_labelled_span_led_by_the_flow()
    {
        var (findings, times, labels) = Replay("valve1/8.csv", 400);

        findings.Select(f => f.Kind).Where(k => k != FindingKind.Updated).ShouldBe([FindingKind.Raised, FindingKind.Cleared]);
        var raised = findings[0];
        (raised.RuleKey, raised.ModeKey, raised.Signal!.Value.Key, raised.Stands).ShouldBe(("ewma:rig", "unexplained", "flow_l_min", true));
        var row = times.IndexOf(raised.OnsetUnixMs);
        row.ShouldBe(577);
        labels[row].ShouldBeTrue();
        times.IndexOf(findings[^1].ClearedUnixMs!.Value).ShouldBe(979);
    }

    [FactNeeding(Need.Recordings)]
    public void The_anomaly_free_run_raises_nothing_after_4000_rows_of_training() =>
        Replay("anomaly-free/anomaly-free-first-4700.csv", 4000).Findings.ShouldBeEmpty();

    [TheoryNeeding(Need.Recordings)]
    [InlineData("valve1/0.csv", "577")]
    [InlineData("valve2/0.csv", "581 1118")]
    [InlineData("other/5.csv", "573")]
    [InlineData("other/7.csv", "573")]
    public void Alarms_begin_where_the_reference_calculation_says(string file, string rows)
    {
        var (findings, times, _) = Replay(file, 400);

        string.Join(' ', findings.Where(f => f.Kind == FindingKind.Raised).Select(f => times.IndexOf(f.OnsetUnixMs))).ShouldBe(rows);
    }

    private static (FindingList Findings, List<long> Times, List<bool> Labels) Replay(string file, int trainingRows)
    {
        var template = AssetTemplateCatalog.Load()["test-rig-pump"];
        var engine = new DetectionEngine();
        engine.Add(new(1), template.Profile(new AssetOverrides { Vectors = new Dictionary<string, VectorOverride> { ["rig"] = new() { TrainingRows = trainingRows } } }));
        var (findings, times, labels) = (new FindingList(), new List<long>(), new List<bool>());
        foreach (var line in File.ReadLines(TestRecordings.PathOf($"skab/{file}")).Skip(1))
        {
            var cells = line.Split(';');
            var time = DateTime.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            var ms = new DateTimeOffset(time).ToUnixTimeMilliseconds();
            var values = Keys.Select((key, i) => new PointValue(template.PointTable[key].No, double.Parse(cells[i + 1], CultureInfo.InvariantCulture))).ToArray();
            engine.Observe(new Reading { Source = new(1), EventTimeUnixMs = ms, ReceiveTimeUnixMs = ms, Values = values }, findings);
            times.Add(ms);
            labels.Add(cells.Length > 9 && cells[9].StartsWith('1'));
        }

        return (findings, times, labels);
    }
}
