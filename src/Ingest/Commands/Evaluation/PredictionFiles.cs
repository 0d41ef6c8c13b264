using System.Globalization;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>
/// What was said of every row, one CSV per recording under the recording's own path: <c>datetime,anomaly[,score]</c> (for remaining life the cycle, whether it is near, and <c>rul</c>). Any scorer that knows the
/// labels can check it.
/// </summary>
internal static class PredictionFiles
{
    public static void Write(DirectoryInfo folder, EvaluationResult result)
    {
        foreach (var (judged, _) in result.Files)
        {
            var path = Path.Combine(folder.FullName, judged.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var writer = new StreamWriter(path);
            writer.WriteLine(judged.Scores is null ? "datetime,anomaly" : $"datetime,anomaly,{result.ScoreName}");
            for (var row = 0; row < judged.Alarms.Count; row++)
            {
                writer.Write(judged.Recording.TimeCells[row]);
                writer.Write(judged.Alarms[row] ? ",1" : ",0");
                if (judged.Scores is { } scores) writer.Write(string.Create(CultureInfo.InvariantCulture, $",{scores[row]:R}"));
                writer.WriteLine();
            }
        }
    }
}
