using System.Text;
using Facilities.Simulator.Complaints;

namespace Facilities.Simulator.Tests.Complaints;

/// <summary>Hotline records with labels, the same for the same seed.</summary>
public sealed class LabelledSet_Tests
{
    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_one_others()
    {
        using var folder = new TempFolder();
        foreach (var (name, seed) in new[] { ("a", 1UL), ("b", 1UL), ("c", 2UL) }) Write(folder, name, seed);

        foreach (var file in new[] { LabelledSet.Places, LabelledSet.Records, LabelledSet.Labels })
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder.File("a"), file));
            File.ReadAllBytes(Path.Combine(folder.File("b"), file)).ShouldBe(bytes);
            File.ReadAllBytes(Path.Combine(folder.File("c"), file)).ShouldNotBe(bytes);
        }
    }

    [Fact]
    public void Tuning_never_sees_the_wordings_that_are_kept_for_reports()
    {
        using var folder = new TempFolder();
        Write(folder, "tune", 3);
        Write(folder, "report", ComplaintWords.FirstReported);

        HeldOut("tune").ShouldBe(0);
        HeldOut("report").ShouldBeInRange(400, 1_000);

        int HeldOut(string name) => File.ReadLines(Path.Combine(folder.File(name), LabelledSet.Labels)).Count(line => line.EndsWith(",1", StringComparison.Ordinal));
    }

    private static void Write(TempFolder folder, string name, ulong seed) =>
        LabelledSet.Write(new DirectoryInfo(folder.File(name)), 2_000, 30, seed, new UTF8Encoding(false), new DateTime(2026, 11, 1), _ => { }, default);
}
