using Facilities.Ingest.Commands.Evaluation;
using Facilities.Testing;

namespace Facilities.Ingest.Tests.Commands;

public sealed class RecordingJudgeTests
{
    [FactNeeding(Need.Recordings)]
    public void The_replayed_recording_alarms_where_the_reference_does()
    {
        var recording = Recording.Read(TestRecordings.PathOf("skab/valve1/8.csv"));
        var found = new RecordingJudge(TestDatabase.Templates["test-rig-pump"], ColumnMap.Skab, trainingRows: 400, on: 4.5, off: 3).Judge(recording);
        var alarms = RecordingJudge.AlarmRows(recording, found);

        // detection.md §2, port check: rows 577–978.
        Array.IndexOf(alarms, true).ShouldBe(577);
        Array.LastIndexOf(alarms, true).ShouldBe(978);
        alarms.Count(alarm => alarm).ShouldBe(402);
    }

    [FactNeeding(Need.Recordings)]
    public void The_pooled_score_is_the_reference_implementations()
    {
        var runs = Directory.GetFiles(Path.Combine(TestRecordings.Folder!, "skab"), "*.csv", SearchOption.AllDirectories)
            .Select(Recording.Read).Where(recording => recording.Labels is not null).Select(recording =>
            {
                var found = new RecordingJudge(TestDatabase.Templates["test-rig-pump"], ColumnMap.Skab, 400, on: 4.5, off: 3).Judge(recording);
                return new LabelledRun(
                    [.. recording.TimesUnixMs.Skip(400).Select(time => time / 1000.0)],
                    [.. recording.Labels!.Skip(400)],
                    [.. RecordingJudge.AlarmRows(recording, found).Skip(400)]);
            });

        var score = AnomalyScore.Of(runs);
        // detection.md §1, the half in data/skab at 4.5/3.
        score.Files.ShouldBe(17);
        score.F1.ShouldBe(0.811, 0.0006);
        score.FalseAlarmRatePercent.ShouldBe(8.0, 0.06);
        score.MissedAlarmRatePercent.ShouldBe(26.8, 0.06);
        (score.Found, score.FalseAlarms).ShouldBe((12, 5));
    }
}
