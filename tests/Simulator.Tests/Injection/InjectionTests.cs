using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Facilities.Simulator.Injection;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Injection;

[Collection("console")]
public class InjectionTests
{
    /// <summary>Two sudden faults of a type that says little: seconds, not minutes.</summary>
    private static readonly string[] Small = ["--types", "fire-alarm", "--families", "panel", "--healthy-months", "1"];

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        using var folder = new TempFolder();
        var (first, again, other) = (Path.Combine(folder.Path, "a"), Path.Combine(folder.Path, "b"), Path.Combine(folder.Path, "c"));

        (await Inject(first, "7..7")).ShouldBe(0);
        (await Inject(again, "7..7")).ShouldBe(0);
        (await Inject(other, "8..8")).ShouldBe(0);

        Directory.GetFiles(first).Length.ShouldBe(4);
        foreach (var file in Directory.GetFiles(first))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(again, Path.GetFileName(file))));
            bytes.ShouldNotBe(await File.ReadAllBytesAsync(Path.Combine(other, Path.GetFileName(file))));
        }
    }

    [Fact]
    public void A_seed_s_recording_does_not_depend_on_the_seeds_and_faults_beside_it()
    {
        var alone = RecordingSet.Plan(7, 7, 0, [AssetTypes.BoosterPump], ["room"]);
        var among = RecordingSet.Plan(5, 9, 0, AssetTypes.Simulated, []);

        foreach (var planned in alone)
            among.ShouldContain(other => other.Seed == 7 && other.Asset.Seed == planned.Asset.Seed && other.Begin == planned.Begin && other.End == planned.End);
    }

    [Fact]
    public async Task Labels_say_what_lies_in_the_files_and_the_files_say_nothing_of_it()
    {
        using var folder = new TempFolder();
        var target = Path.Combine(folder.Path, "set");
        (await Inject(target, "7..7")).ShouldBe(0);

        using var labels = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(target, "labels.json")));
        var recordings = labels.RootElement.GetProperty("recordings").EnumerateArray().ToList();

        recordings.Select(recording => recording.TryGetProperty("fault", out var fault) ? fault.GetProperty("scenario").GetString() : null).ShouldBe(["panel-fault", "flapping", null]);
        foreach (var recording in recordings)
        {
            var lines = Unpacked(Path.Combine(target, recording.GetProperty("file").GetString()!));
            lines.Length.ShouldBe(recording.GetProperty("messages").GetInt32());
            foreach (var line in lines)
            {
                using var payload = JsonDocument.Parse(line);
                payload.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["ts", "values"]);
            }
        }
    }

    [Fact]
    public void Strength_training_and_development_lie_in_the_stated_ranges_and_the_fault_lasts_to_the_end()
    {
        foreach (var planned in RecordingSet.Plan(1, 20, 0, AssetTypes.Simulated, []))
        {
            var (fault, label) = (planned.Injection!, planned.Fault!.Value.Label);
            fault.Severity.ShouldBeInRange(1, 1.5);
            (planned.Trained - planned.Begin).TotalDays.ShouldBeInRange(14.9, 22);
            fault.Development.ShouldBeInRange(label.DevelopsAtLeast, label.DevelopsAtMost);
            fault.Start.ShouldBeGreaterThan(planned.Trained);
            fault.Start.TimeOfDay.TotalHours.ShouldBeInRange(label.Hours.From, label.Hours.Until);
            fault.Duration.ShouldBeNull();
            var latest = fault.Development > TimeSpan.Zero ? fault.Development : label.Persistence + (2 * label.Interval);
            (planned.End - fault.Start).ShouldBeGreaterThan(latest);
        }
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_alone_unless_forced()
    {
        using var folder = new TempFolder();
        var own = Path.Combine(folder.Path, "mine.txt");
        await File.WriteAllTextAsync(own, "mine");

        (await Inject(folder.Path, "7..7")).ShouldBe(1);
        Directory.GetFiles(folder.Path).ShouldBe([own]);
        (await Program.Main(["inject", "--out", folder.Path, "--seeds", "7", .. Small, "--force"])).ShouldBe(0);
        File.Exists(Path.Combine(folder.Path, "labels.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("--seeds", "9..1")]
    [InlineData("--seeds", "some")]
    [InlineData("--types", "submarine")]
    [InlineData("--families", "weather")]
    [InlineData("--healthy-months", "-1")]
    public async Task What_can_t_be_recorded_is_refused_before_anything_is_written(string option, string value)
    {
        using var folder = new TempFolder();
        var target = Path.Combine(folder.Path, "set");

        (await Program.Main(["inject", "--out", target, option, value])).ShouldBe(2);
        Directory.Exists(target).ShouldBeFalse();
    }

    private static Task<int> Inject(string folder, string seeds) => Program.Main(["inject", "--out", folder, "--seeds", seeds, .. Small]);

    private static string[] Unpacked(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
