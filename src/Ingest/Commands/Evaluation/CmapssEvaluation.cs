using System.Globalization;
using Facilities.Detection;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>
/// Remaining life on NASA's C-MAPSS runs to failure (Saxena et al., PHM 2008): five folds by engine, every row of the engines that were kept apart, truth and
/// prediction capped at 125 cycles.
/// </summary>
internal static class CmapssEvaluation
{
    private const int Folds = 5;
    private const int FirstSensor = 5;

    /// <summary>Cycles before the failure in which a forecast matters.</summary>
    private const double Near = 30;

    private const double LateBy = 10;

    private static readonly string[] Columns = ["RMSE", "MAE", "MAE RUL <= 30", "late > 10, RUL <= 30", "PHM08 a row", "rows"];

    /// <exception cref="InvalidDataException">No train_*.txt, fewer than five engines, or a line that isn't one.</exception>
    public static EvaluationResult Run(DirectoryInfo folder)
    {
        var file = folder.GetFiles("train_*.txt").OrderBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault()
            ?? throw new InvalidDataException($"'{folder.FullName}' holds no train_FD….txt. Give the folder with the runs to failure after --data.");
        var engines = Read(file);
        if (engines.Count < Folds) throw new InvalidDataException($"{file.Name} holds {engines.Count} engines; {Folds} folds need at least {Folds}.");
        var said = CommandProgress.Run("folds", Folds, tell => Follow(engines, tell));
        var judged = engines.Select((engine, i) => (Judged: Judge(engine.Unit, engine.Rows.Length, said[i]), Errors: Errors(engine.Rows.Length, said[i]))).ToList();
        return new EvaluationResult(
            $"C-MAPSS {Path.GetFileNameWithoutExtension(file.Name)}, remaining life in cycles",
            Columns,
            [.. judged.Select(one => (one.Judged, Figures(one.Errors)))],
            [($"all {engines.Count}", Figures([.. judged.SelectMany(one => one.Errors)]))])
        { ScoreName = "rul" };
    }

    private static double[][] Follow(List<(int Unit, double[][] Rows)> engines, Action<int> tell)
    {
        var said = new double[engines.Count][];
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = RemainingLifeModel.Fit([.. engines.Where((_, i) => i % Folds != fold).Select(engine => engine.Rows)], new BoostedTreesOptions());
            for (var i = fold; i < engines.Count; i += Folds) said[i] = model.Follow(engines[i].Rows);
            tell(fold + 1);
        }

        return said;
    }

    private static (double Truth, double Said)[] Errors(int cycles, double[] said) =>
        [.. said.Select((left, cycle) => (Math.Min(RemainingLifeModel.Most, cycles - 1 - cycle), left))];

    /// <summary>As a recording: what was left and what was said of it, marked where either is at most 30 cycles.</summary>
    private static JudgedRecording Judge(int unit, int cycles, double[] said)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"unit-{unit:000}.csv");
        var errors = Errors(cycles, said);
        var recording = Recording.OfRows(name, ["left", "said"], [.. errors.Select(row => new[] { row.Truth, row.Said })]);
        return new JudgedRecording(name, recording, [.. errors.Select(row => row.Truth <= Near)], [.. said.Select(left => left <= Near)], said, 0);
    }

    private static IReadOnlyList<string> Figures((double Truth, double Said)[] rows)
    {
        var near = rows.Where(row => row.Truth <= Near).ToList();
        string Number(double value, string form = "0.00") => value.ToString(form, CultureInfo.InvariantCulture);
        return
        [
            Number(Math.Sqrt(rows.Average(row => Math.Pow(row.Said - row.Truth, 2)))),
            Number(rows.Average(row => Math.Abs(row.Said - row.Truth))),
            Number(near.Average(row => Math.Abs(row.Said - row.Truth))),
            Number(100.0 * near.Count(row => row.Said - row.Truth > LateBy) / near.Count, "0.0") + " %",
            Number(rows.Average(row => Phm08(row.Said - row.Truth))),
            rows.Length.ToString(CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>Too late costs more than too early: the score of the PHM 2008 challenge.</summary>
    private static double Phm08(double late) => Math.Exp(late < 0 ? -late / 13 : late / 10) - 1;

    private static List<(int Unit, double[][] Rows)> Read(FileInfo file)
    {
        var engines = new List<(int Unit, List<double[]> Rows)>();
        foreach (var (index, line) in File.ReadLines(file.FullName).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length <= FirstSensor || !Array.TrueForAll(cells, cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
                throw new InvalidDataException($"{file.Name}:{index + 1}: not unit, cycle, three settings and sensors, parted by blanks.");
            var unit = (int)double.Parse(cells[0], CultureInfo.InvariantCulture);
            if (engines.Count == 0 || engines[^1].Unit != unit) engines.Add((unit, []));
            engines[^1].Rows.Add([.. cells.Skip(FirstSensor).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
        }

        return [.. engines.Select(engine => (engine.Unit, engine.Rows.ToArray()))];
    }
}
