using System.Globalization;
using Facilities.Ingest.Commands.Evaluation;

namespace Facilities.Ingest.Tests.Commands;

public sealed class Evaluate_Tests
{
    [FactNeeding(Need.Recordings)]
    public void Skab_is_judged_at_least_as_well_as_the_target_says()
    {
        var all = SkabEvaluation.Run(Recordings("skab"), 400).Totals.Single(line => line.Name.EndsWith("with labels", StringComparison.Ordinal)).Figures;

        Number(all[0]).ShouldBeGreaterThanOrEqualTo(0.83);
        Number(all[1]).ShouldBeLessThanOrEqualTo(6);
        Number(all[3]).ShouldBeGreaterThanOrEqualTo(13);
        Number(all[5]).ShouldBeLessThanOrEqualTo(3);
    }

    [FactNeeding(Need.Recordings)]
    public void A_healthy_pump_raises_nothing_after_4000_rows_of_training() =>
        SkabEvaluation.Run(new DirectoryInfo(TestRecordings.PathOf("skab/anomaly-free")), 4000).Totals.Single().Figures[5].ShouldBe("0");

    [FactNeeding(Need.Recordings)]
    public void Nab_reaches_its_target_and_no_alarm_looks_ahead()
    {
        var whole = NabEvaluation.Run(Recordings("nab"));
        Number(whole.Totals.Single().Figures[0]).ShouldBeGreaterThanOrEqualTo(68);

        using var folder = new TempFolder();
        foreach (var (judged, _) in whole.Files)
        {
            var path = Path.Combine(folder.Path, judged.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, File.ReadLines(TestRecordings.PathOf($"nab/{judged.Name}")).Take(1 + (judged.Alarms.Count * 2 / 3)));
        }

        File.Copy(TestRecordings.PathOf("nab/windows.json"), Path.Combine(folder.Path, "windows.json"));
        foreach (var (cut, full) in NabEvaluation.Run(new DirectoryInfo(folder.Path)).Files.Zip(whole.Files))
            cut.Recording.Alarms.ShouldBe(full.Recording.Alarms.Take(cut.Recording.Alarms.Count), cut.Recording.Name);
    }

    /// <summary>The last third is cut off, and in a second round replaced by the first third, an hour later: another future. Alarms before it are the same.</summary>
    [FactNeeding(Need.Recordings)]
    public void Skab_alarms_do_not_look_ahead()
    {
        var whole = SkabEvaluation.Run(Recordings("skab"), 400);
        foreach (var another in (bool[])[false, true])
        {
            using var folder = new TempFolder();
            foreach (var (judged, _) in whole.Files)
            {
                var lines = File.ReadAllLines(TestRecordings.PathOf($"skab/{judged.Name}"));
                var kept = 1 + (judged.Alarms.Count * 2 / 3);
                var future = another ? lines.Skip(1).Take(lines.Length - kept).Select(Later) : [];
                var path = Path.Combine(folder.Path, judged.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllLines(path, [.. lines.Take(kept), .. future]);
            }

            foreach (var (other, full) in SkabEvaluation.Run(new DirectoryInfo(folder.Path), 400).Files.Zip(whole.Files))
            {
                var known = full.Recording.Alarms.Count * 2 / 3;
                other.Recording.Alarms.Take(known).ShouldBe(full.Recording.Alarms.Take(known), other.Recording.Name);
            }
        }

        static string Later(string line)
        {
            var time = line[..line.IndexOf(';', StringComparison.Ordinal)];
            return DateTime.Parse(time, CultureInfo.InvariantCulture).AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + line[time.Length..];
        }
    }

    [FactNeeding(Need.Recordings)]
    public void Remaining_life_of_engines_that_were_kept_apart_is_within_its_target()
    {
        var whole = CmapssEvaluation.Run(Recordings("cmapss_fd001"));

        var all = whole.Totals.Single().Figures;
        Number(all[0]).ShouldBeLessThanOrEqualTo(11.0);
        Number(all[2]).ShouldBeLessThanOrEqualTo(3);
        all[5].ShouldBe("20631");

        using var folder = new TempFolder();
        PredictionFiles.Write(new DirectoryInfo(folder.Path), whole);
        var lines = File.ReadAllLines(Path.Combine(folder.Path, "unit-001.csv"));
        lines[0].ShouldBe("datetime,anomaly,rul");
        lines.Length.ShouldBe(1 + 192);
    }

    [Theory]
    [InlineData("", "holds no train_")]
    [InlineData("1 1 0 0 100 518.67 641.82", "holds 1 engines")]
    [InlineData("1 1 0 0 100 warm", "train_X.txt:1:")]
    public void What_is_no_set_of_runs_is_named(string line, string message)
    {
        using var folder = new TempFolder();
        if (line.Length > 0) File.WriteAllText(Path.Combine(folder.Path, "train_X.txt"), line + "\n");
        Should.Throw<InvalidDataException>(() => CmapssEvaluation.Run(new DirectoryInfo(folder.Path))).Message.ShouldContain(message);
    }

    [FactNeeding(Need.Recordings)]
    public void Predictions_have_a_line_for_every_row_and_the_report_a_picture_for_every_recording()
    {
        using var folder = new TempFolder();
        var result = SkabEvaluation.Run(new DirectoryInfo(TestRecordings.PathOf("skab/valve2")), 400);

        PredictionFiles.Write(new DirectoryInfo(folder.Path), result);
        ReportPage.Write(new FileInfo(Path.Combine(folder.Path, "report.html")), result);

        var lines = File.ReadAllLines(Path.Combine(folder.Path, "0.csv"));
        lines.Length.ShouldBe(File.ReadAllLines(TestRecordings.PathOf("skab/valve2/0.csv")).Length);
        lines[0].ShouldBe("datetime,anomaly");
        lines[1].Split(',')[0].ShouldBe(File.ReadLines(TestRecordings.PathOf("skab/valve2/0.csv")).ElementAt(1).Split(';')[0]);
        var page = File.ReadAllText(Path.Combine(folder.Path, "report.html"));
        page.Split("<svg").Length.ShouldBe(1 + result.Files.Count);
    }

    [Fact]
    public void A_folder_without_recordings_is_refused_with_what_is_missing()
    {
        using var folder = new TempFolder();
        Should.Throw<InvalidDataException>(() => SkabEvaluation.Run(new DirectoryInfo(folder.Path), 400)).Message.ShouldContain(".csv");
        Should.Throw<InvalidDataException>(() => NabEvaluation.Run(new DirectoryInfo(folder.Path))).Message.ShouldContain("windows.json");
    }

    private static DirectoryInfo Recordings(string set) => new(TestRecordings.PathOf(set));

    private static double Number(string figure) => double.Parse(figure, CultureInfo.InvariantCulture);
}
