using Facilities.Simulator.Replay;

namespace Facilities.Simulator.Tests.Replay;

public class RecordingTests
{
    private static readonly RecordingMap Map = new()
    {
        Name = "test",
        Type = "test-rig-pump",
        Separator = ';',
        TimeColumn = "when",
        TimeFormat = "yyyy-MM-dd HH:mm:ss",
        RowPeriodSeconds = 1,
        TrainingRows = 400,
        Columns = [new RecordedColumn { Column = "flow", Point = "flow_l_min" }, new RecordedColumn { Column = "temp", Point = "motor_temp_c", Scale = 0.5, Offset = 10 }],
    };

    [Fact]
    public void Rows_keep_their_distances_and_values_are_scaled()
    {
        var recording = Read("when;flow;other;temp\n2020-03-09 10:00:00;1.5;x;20\n2020-03-09 10:00:02;2;y;\n");

        recording.Rows.Select(row => row.OffsetMs).ShouldBe([0, 2000]);
        recording.Rows[0].Values.ShouldBe([1.5, 20]);
        recording.Rows[1].Values[0].ShouldBe(2);
        recording.Rows[1].Values[1].ShouldBe(double.NaN, "an empty cell is no value");
        recording.UnreadableCount.ShouldBe(0);
    }

    [Fact]
    public void A_missing_column_is_named_with_what_is_there()
    {
        var error = Should.Throw<RecordingException>(() => Read("when;flow\n2020-03-09 10:00:00;1\n"));

        error.Message.ShouldContain("line 1 has no column 'temp'");
        error.Message.ShouldContain("'when', 'flow'");
    }

    [Fact]
    public void Unreadable_rows_are_left_out_counted_and_listed_by_line()
    {
        var recording = Read("when;flow;temp\n2020-03-09 10:00:00;1;1\nyesterday;1;1\n2020-03-09 10:00:02;wet;1\n2020-03-09 10:00:03;1\n\n2020-03-09 10:00:04;4;4\n");

        recording.Rows.Count.ShouldBe(2);
        recording.UnreadableCount.ShouldBe(3);
        recording.Unreadable.Select(row => row.Line).ShouldBe([3, 4, 5]);
        recording.Unreadable[0].Reason.ShouldContain("line 3: 'yesterday' is not a time");
        recording.Unreadable[1].Reason.ShouldContain("'wet' in column 'flow' is not a number");
        recording.Unreadable[2].Reason.ShouldContain("has 2 cells, 3 are needed");
    }

    [Fact]
    public void Times_that_repeat_or_go_back_are_moved_behind_the_row_before()
    {
        var recording = Read("when;flow;temp\n2020-03-09 10:00:05;1;1\n2020-03-09 10:00:05;2;2\n2020-03-09 10:00:01;3;3\n");

        recording.Rows.Select(row => row.OffsetMs).ShouldBe([0, 1, 2]);
        recording.OutOfOrder.ShouldBe(2);
    }

    [Fact]
    public void An_empty_file_and_one_without_a_readable_row_are_refused()
    {
        Should.Throw<RecordingException>(() => Read("")).Message.ShouldContain("empty");
        Should.Throw<RecordingException>(() => Read("when;flow;temp\nx;1;1\n")).Message.ShouldContain("no readable row");
        Should.Throw<RecordingException>(() => CsvRecording.Read("/nowhere/at/all.csv", Map)).Message.ShouldContain("There is no file");
    }

    [Fact]
    public void Every_built_in_map_is_right_and_its_points_are_in_the_template()
    {
        RecordingMaps.BuiltIn.ShouldBe(["elevator-huawei", "nab-ambient-temperature", "occupancy-lighting", "skab", "skab-anomaly-free"]);
        foreach (var name in RecordingMaps.BuiltIn)
        {
            var map = RecordingMaps.Load(name);
            map.Note.ShouldNotBeEmpty();
            map.Columns.Select(column => column.Point).Except(Template.Of(map.Type).Keys).ShouldBeEmpty(name);
        }
        RecordingMaps.Load("skab").TrainingRows.ShouldBe(400);
        RecordingMaps.Load("skab-anomaly-free").TrainingRows.ShouldBe(4000);
    }

    [Fact]
    public void A_wrong_map_is_refused_with_what_is_wrong()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "bad.json");
        File.WriteAllText(path, """{ "type": "x", "timeColumn": "t", "timeFormat": "seconds", "rowPeriodSeconds": 0, "trainingRows": 0, "columns": [ { "column": "a", "point": "p" }, { "column": "b", "point": "p" } ] }""");

        var error = Should.Throw<RecordingException>(() => RecordingMaps.Load(path)).Message;

        error.ShouldContain("rowPeriodSeconds");
        error.ShouldContain("trainingRows");
        error.ShouldContain("Point 'p' is mapped twice");
        File.WriteAllText(path, """{ "type": "x", "colums": [] }""");
        Should.Throw<RecordingException>(() => RecordingMaps.Load(path)).Message.ShouldContain("can't be read");
        Should.Throw<RecordingException>(() => RecordingMaps.Load("no-such-map")).Message.ShouldContain("neither a file nor one of");
    }

    [FactNeeding(Need.Recordings)]
    public void The_recordings_are_read_to_their_last_row()
    {
        Rows("skab/valve1/8.csv", "skab").ShouldBeGreaterThan(1000);
        Rows("skab/anomaly-free/anomaly-free-first-4700.csv", "skab-anomaly-free").ShouldBe(4700);
        Rows("occupancy_lighting/datatraining.txt", "occupancy-lighting").ShouldBe(8143);
        Rows("elevator_huawei/elevator-first-56000-repaired.csv", "elevator-huawei").ShouldBe(56000);
        Rows("nab/realKnownCause/ambient_temperature_system_failure.csv", "nab-ambient-temperature").ShouldBeGreaterThan(7000);

        static int Rows(string file, string map)
        {
            var path = TestRecordings.PathOf(file);
            RecordingMaps.Guess(File.ReadLines(path).First())!.Columns.ShouldBe(RecordingMaps.Load(map).Columns);
            var recording = CsvRecording.Read(path, RecordingMaps.Load(map));
            recording.UnreadableCount.ShouldBe(0);
            return recording.Rows.Count;
        }
    }

    private static CsvRecording Read(string text) => CsvRecording.Read(new StringReader(text), "test.csv", Map);
}
