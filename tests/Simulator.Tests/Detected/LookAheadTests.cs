using Facilities.Detection;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>What is said at an instant comes from what was received by then: the future is cut off, and replaced by another one.</summary>
public sealed class LookAheadTests
{
    private const int Days = 26;

    public static TheoryData<string> Types => [.. AssetTypes.Simulated];

    [Theory]
    [MemberData(nameof(Types))]
    public void Another_future_or_none_changes_nothing_that_was_said_before_it(string type)
    {
        var run = HealthyRun.Of(type, Days);
        // Numbers are pulled about from day 8 on, so that something is found all along, trained or not; a detector that speaks twice a day is upset for good.
        var random = new Random(5);
        var readings = run.Readings.Select(sent => sent.EventMs > HealthyRun.Day(8) && (type == AssetTypes.SmokeDetector || sent.EventMs / 3_600_000 % 30 < 4) ? Pulled(sent, random.NextDouble()) : sent).ToList();
        var whole = Said(run, readings);
        whole.ShouldNotBeEmpty();
        foreach (var day in (double[])[10.1, 16.02, 21.7, 24.5])
        {
            var now = HealthyRun.Day(day);
            var past = readings.TakeWhile(sent => sent.ReceiveMs <= now).ToList();
            var known = whole.Where(finding => finding.AtMs <= past[^1].ReceiveMs).Select(finding => finding.Text).ToList();

            Said(run, past).Select(finding => finding.Text).ShouldBe(known);
            // Another future: half a day later, upside down.
            var shifted = past.Concat(readings.Skip(past.Count).Select(sent => Pulled(sent, -1) with { EventMs = sent.EventMs + 43_200_000, ReceiveMs = sent.ReceiveMs + 43_200_000 }));
            Said(run, shifted).Where(finding => finding.AtMs <= past[^1].ReceiveMs).Select(finding => finding.Text).ShouldBe(known);
        }
    }

    private static Sent Pulled(Sent sent, double by) => sent with
    {
        Values = [.. sent.Values.Select(value => value with { Value = value.Value is 0 or 1 ? 1 - value.Value : value.Value * (1.3 + by) })],
    };

    /// <summary>Each finding with the receive time at which it was told.</summary>
    private static List<(long AtMs, string Text)> Said(HealthyRun run, IEnumerable<Sent> readings)
    {
        var (engine, found, said) = (run.Engine(), new FindingList(), new List<(long, string)>());
        foreach (var sent in readings)
        {
            HealthyRun.Observe(engine, sent, found);
            foreach (var finding in found) said.Add((engine.NowUnixMs, $"{finding with { Evidence = [] }} {string.Join(' ', finding.Evidence)}"));
            found.Clear();
        }

        return said;
    }
}
