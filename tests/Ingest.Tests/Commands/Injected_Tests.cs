using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Facilities.Ingest.Commands.Evaluation;
using Facilities.Ingest.Commands.Evaluation.Injected;

namespace Facilities.Ingest.Tests.Commands;

/// <summary>Recordings of a fire alarm panel written by hand: what each is worth is known beforehand.</summary>
public sealed class Injected_Tests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Trained = Begin.AddHours(1);
    private static readonly DateTimeOffset Start = Begin.AddHours(2);
    private static readonly DateTimeOffset End = Begin.AddHours(4);

    /// <summary>The panel's fault must stand for 60 s; with a report a minute it is found 60 s after its first.</summary>
    [Fact]
    public void A_fault_found_in_time_one_found_late_one_missed_and_a_false_alarm_are_counted_as_such()
    {
        using var folder = new TempFolder();
        Write(folder, [
            Panel("r1", fault: Start, label: "panel"),
            Panel("r2", fault: Start.AddMinutes(5), label: "panel"),
            Panel("r3", fault: null, label: "panel"),
            Panel("r4", fault: Start, label: null),
        ]);

        var result = InjectedEvaluation.Run(new DirectoryInfo(folder.Path));

        // faults, in time, interval, found, lead, false, months, rate, interval, by, false by; months: 3 × 1 h + 3 h.
        Line(result, "fire-alarm: panel").ShouldBe(["3", "1", "6–79 %", "2", "+6.0 min", "1", "0.0", "121.75", "21.49–689.71", "panel-fault 2", "panel-fault 1"]);
        Line(result, "all healthy").Take(6).ShouldBe(["0", "0", "–", "0", "–", "1"]);
        Line(result, "all").Take(4).ShouldBe(["3", "1", "6–79 %", "2"]);
        result.Rowless.Select(file => file.Figures[1]).ShouldBe(["1", "0", "0", "0"]);
    }

    [Fact]
    public void Slices_add_up_to_what_the_whole_set_gives()
    {
        using var whole = new TempFolder();
        using var sums = new TempFolder();
        (string, string[], object?)[] panels = [Panel("r1", fault: Start, label: "panel"), Panel("r2", fault: null, label: "panel"), Panel("r3", fault: Start, label: null)];
        Write(whole, panels);
        foreach (var (index, panel) in panels.Index())
        {
            using var slice = new TempFolder();
            Write(slice, [panel]);
            InjectedEvaluation.Run(new DirectoryInfo(slice.Path), new FileInfo(Path.Combine(sums.Path, $"{index}.outcomes.jsonl")));
        }

        var added = InjectedEvaluation.Run(new DirectoryInfo(sums.Path));

        added.Totals.Select(line => $"{line.Name} {string.Join(' ', line.Figures)}").ShouldBe(InjectedEvaluation.Run(new DirectoryInfo(whole.Path)).Totals.Select(line => $"{line.Name} {string.Join(' ', line.Figures)}"));
        File.AppendAllText(Path.Combine(sums.Path, "0.outcomes.jsonl"), "{");
        Should.Throw<InvalidDataException>(() => InjectedEvaluation.Run(new DirectoryInfo(sums.Path))).Message.ShouldContain("0.outcomes.jsonl:2: can't be read");
        Should.Throw<InvalidDataException>(() => InjectedEvaluation.Run(new DirectoryInfo(whole.Path), new FileInfo(Path.Combine(sums.Path, "x.json")))).Message.ShouldContain("must end in");
    }

    [Fact]
    public void A_finding_of_another_family_finds_nothing_and_is_a_false_alarm_unless_it_is_a_stated_consequence()
    {
        using var folder = new TempFolder();
        Write(folder, [Panel("r1", fault: Start, label: "battery"), Panel("r2", fault: Start, label: "battery", also: "panel")]);

        var files = InjectedEvaluation.Run(new DirectoryInfo(folder.Path)).Rowless;

        files.Select(file => (Found: file.Figures[3], False: file.Figures[5])).ShouldBe([("0", "1"), ("0", "0")]);
    }

    [Fact]
    public void Silence_is_found_though_nothing_is_received_any_more()
    {
        using var folder = new TempFolder();
        Write(folder, [Panel("r1", fault: null, label: "comms", silentFrom: Start)]);

        InjectedEvaluation.Run(new DirectoryInfo(folder.Path)).Rowless.Single().Figures.Take(2).ShouldBe(["1", "1"]);
    }

    /// <summary>The same payloads under another label give the same findings: the label is only scored against.</summary>
    [Fact]
    public void What_is_found_does_not_depend_on_the_label()
    {
        using var folder = new TempFolder();
        Write(folder, [Panel("r1", fault: Start, label: "panel"), Panel("r2", fault: Start, label: "disabled"), Panel("r3", fault: Start, label: null)]);

        var files = InjectedEvaluation.Run(new DirectoryInfo(folder.Path)).Rowless;

        files.Select(file => file.Figures[9] + file.Figures[10]).Distinct().ShouldBe(["panel-fault 1"]);
    }

    [Theory]
    [InlineData("P3", 0, 600, 60, 12)]
    [InlineData("P1", 0, 60, 60, 3)]
    [InlineData("P2", 600, 0, 60, 10)]
    [InlineData("P3", 600, 0, 60, 5)]
    [InlineData("P4", 600, 0, 60, 5)]
    public void The_deadline_is_two_intervals_after_a_sudden_sign_full_severity_or_half_of_the_development(string severity, int development, int persistence, int interval, int minutes)
    {
        var fault = new InjectedFault
        {
            Scenario = "x",
            Families = ["x"],
            Severity = severity,
            Start = Start,
            DevelopmentSeconds = development,
            PersistenceSeconds = persistence,
            IntervalSeconds = interval,
        };

        fault.DeadlineUnixMs.ShouldBe(Start.AddMinutes(minutes).ToUnixTimeMilliseconds());
    }

    /// <summary>Published values: Wilson for 0 of 10, 9 of 10 and 50 of 100.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(9, 10, 0.596, 0.982)]
    [InlineData(50, 100, 0.404, 0.596)]
    public void A_share_has_wilson_s_interval(int hits, int tries, double low, double high)
    {
        ScoreInterval.Share(hits, tries).Low.ShouldBe(low, 0.001);
        ScoreInterval.Share(hits, tries).High.ShouldBe(high, 0.001);
    }

    [Theory]
    [InlineData("truncated", "cut short")]
    [InlineData("not gzip", "r1.jsonl.gz")]
    [InlineData("no payload", "line 3: no payload (payload-not-json)")]
    [InlineData("strange point", "line 3: 'speed' is no point")]
    [InlineData("backwards", "line 3: its time is missing, before")]
    [InlineData("fewer", "of 241 payloads")]
    [InlineData("labels cut", "labels.json: can't be read")]
    [InlineData("other format", "is not known")]
    [InlineData("no labels", "did not finish it")]
    [InlineData("missing file", "is not in the folder")]
    [InlineData("outside", "must not lead out of the folder")]
    public void A_damaged_set_is_refused_with_what_and_where(string damage, string message)
    {
        using var folder = new TempFolder();
        var panel = Panel("r1", fault: Start, label: "panel");
        Write(folder, [panel]);
        var (file, labels) = (Path.Combine(folder.Path, "r1.jsonl.gz"), Path.Combine(folder.Path, "labels.json"));
        switch (damage)
        {
            case "truncated": File.WriteAllBytes(file, File.ReadAllBytes(file)[..^200]); break;
            case "not gzip": File.WriteAllText(file, "not gzip at all"); break;
            case "no payload": Pack(file, [.. panel.Lines.Take(2), "{", .. panel.Lines.Skip(3)]); break;
            case "strange point": Pack(file, [.. panel.Lines.Take(2), panel.Lines[2].Replace("silenced", "speed", StringComparison.Ordinal), .. panel.Lines.Skip(3)]); break;
            case "backwards": Pack(file, [.. panel.Lines.Take(2), panel.Lines[0], .. panel.Lines.Skip(3)]); break;
            case "fewer": Pack(file, [.. panel.Lines.Skip(1)]); break;
            case "labels cut": File.WriteAllText(labels, File.ReadAllText(labels)[..^20]); break;
            case "other format": File.WriteAllText(labels, File.ReadAllText(labels).Replace("injected-1", "injected-9", StringComparison.Ordinal)); break;
            case "no labels": File.Delete(labels); break;
            case "missing file": File.Delete(file); break;
            default: File.WriteAllText(labels, File.ReadAllText(labels).Replace("r1.jsonl.gz", "../r1.jsonl.gz", StringComparison.Ordinal)); break;
        }

        Should.Throw<InvalidDataException>(() => InjectedEvaluation.Run(new DirectoryInfo(folder.Path))).Message.ShouldContain(message);
    }

    private static IReadOnlyList<string> Line(EvaluationResult result, string name) => result.Totals.Single(line => line.Name == name).Figures;

    /// <summary>A panel that reports every minute, with its fault flag from an instant on.</summary>
    private static (string Name, string[] Lines, object? Label) Panel(string name, DateTimeOffset? fault, string? label, string? also = null, DateTimeOffset? silentFrom = null)
    {
        var lines = new List<string>();
        for (var time = Begin; time <= (silentFrom ?? End); time = time.AddMinutes(1))
        {
            var state = time >= fault ? "true" : "false";
            lines.Add($$$"""{"ts":{{{time.ToUnixTimeMilliseconds()}}},"values":{"fire":false,"fault":{{{state}}},"disabled_count":0,"mains_ok":true,"battery_ok":true,"silenced":false,"operator_present":true}}""");
        }

        var labelled = label is null ? null : new
        {
            scenario = "by-hand",
            mode = "x",
            families = new[] { label },
            also = also is null ? Array.Empty<string>() : [also],
            severity = "P2",
            strength = 1.0,
            start = Start,
            developmentSeconds = 0,
            persistenceSeconds = 180,
            intervalSeconds = 60,
        };
        return (name, [.. lines], labelled);
    }

    private static void Write(TempFolder folder, IReadOnlyList<(string Name, string[] Lines, object? Label)> panels)
    {
        foreach (var (name, lines, _) in panels) Pack(Path.Combine(folder.Path, $"{name}.jsonl.gz"), lines);
        var labels = new
        {
            format = "facilities-injected-1",
            recordings = panels.Select(panel => new
            {
                file = $"{panel.Name}.jsonl.gz",
                messages = panel.Lines.Length,
                type = "fire-alarm",
                seed = 1,
                attributes = new Dictionary<string, string>(),
                begin = Begin,
                trained = Trained,
                end = End,
                fault = panel.Label,
            }),
        };
        File.WriteAllText(Path.Combine(folder.Path, "labels.json"), JsonSerializer.Serialize(labels));
    }

    private static void Pack(string path, IReadOnlyList<string> lines)
    {
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        foreach (var line in lines) packed.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
