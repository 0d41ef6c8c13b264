using System.Globalization;
using System.Text.Json;
using Facilities.Detection;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>The slow-signal detector on NAB recordings, in one fixed configuration and at its own threshold.</summary>
internal static class NabEvaluation
{
    private const string WindowsFile = "windows.json";

    private static readonly string[] Columns = ["NAB", "low FP", "low FN", "windows", "found", "alarms", "false"];

    /// <exception cref="InvalidDataException">No windows file or no recording that it names.</exception>
    public static EvaluationResult Run(DirectoryInfo folder)
    {
        var windows = Windows(folder);
        var files = folder.GetFiles("*.csv", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/')))
            .Where(file => windows.ContainsKey(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new InvalidDataException($"'{folder.FullName}' holds no recording that its {WindowsFile} names.");
        var judged = CommandProgress.Run("recordings", files.Count, tell =>
        {
            var list = new List<(JudgedRecording Recording, NabRun Run)>();
            foreach (var (index, (file, name)) in files.Index())
            {
                list.Add(Judge(file, name, windows[name]));
                tell(index + 1);
            }

            return list;
        });
        return new EvaluationResult(
            "NAB, alarms at the detector's own threshold",
            Columns,
            [.. judged.Select(one => (one.Recording, Figures([one.Run])))],
            [($"all {judged.Count}", Figures([.. judged.Select(one => one.Run)]))]);
    }

    private static (JudgedRecording Recording, NabRun Run) Judge(FileInfo file, string name, IReadOnlyList<(long First, long Last)> windows)
    {
        var recording = Recording.Read(file.FullName);
        var signal = new SlowSignal();
        var alarm = default(SlowSignalAlarm);
        var (alarms, scores) = (new bool[recording.Rows.Count], new double[recording.Rows.Count]);
        for (var row = 0; row < alarms.Length; row++)
        {
            var score = signal.Score(recording.TimesUnixMs[row], recording.Rows[row][0]);
            alarms[row] = alarm.Take(score);
            scores[row] = alarms[row] ? score : 0;
        }

        var run = new NabRun(recording.TimesUnixMs, windows, alarms);
        var labels = recording.TimesUnixMs.Select(time => windows.Any(window => time >= window.First && time <= window.Last)).ToArray();
        return (new JudgedRecording(name, recording, labels, alarms, scores, run.Probation), run);
    }

    private static IReadOnlyList<string> Figures(IReadOnlyList<NabRun> runs)
    {
        string Normalised(NabProfile profile) => NabScore.Of(runs, profile) is { } score ? score.ToString("0.0", CultureInfo.InvariantCulture) : "–";
        string Count(Func<NabRun, int> of) => runs.Sum(of).ToString(CultureInfo.InvariantCulture);
        return
        [
            Normalised(NabProfile.Standard), Normalised(NabProfile.RewardLowFalsePositives), Normalised(NabProfile.RewardLowFalseNegatives),
            Count(run => run.Windows.Count), Count(run => run.Found), Count(run => run.Counted), Count(run => run.False),
        ];
    }

    private static Dictionary<string, IReadOnlyList<(long First, long Last)>> Windows(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, WindowsFile);
        if (!File.Exists(path)) throw new InvalidDataException($"'{folder.FullName}' has no {WindowsFile}: it says when the anomalies are.");
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(File.ReadAllText(path)) ?? [];
            return read.ToDictionary(
                file => file.Key,
                file => (IReadOnlyList<(long, long)>)[.. file.Value.Select(window => (Recording.Time(path, window[0]), Recording.Time(path, window[1])))],
                StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path}: not a list of windows per recording ({e.Message}).", e);
        }
    }
}
