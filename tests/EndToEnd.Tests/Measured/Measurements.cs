using System.Globalization;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>Tables for docs/performance.md.</summary>
internal static class Measurements
{
    /// <summary>A row with p50, p95, p99 and the largest.</summary>
    /// <param name="counted">How many there were stands in a column of its own.</param>
    public static string Line(string what, List<double> values, bool counted = false)
    {
        var sorted = values.Order().ToArray();
        string At(double share) => sorted.Length == 0 ? "–" : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)].ToString("0", CultureInfo.InvariantCulture);
        return $"| {what} |{(counted ? $" {sorted.Length} |" : "")} {At(0.5)} | {At(0.95)} | {At(0.99)} | {At(1)} |";
    }

    public static void Report(string file, params string[] lines)
    {
        var folder = Path.Combine(RepositoryFolder.Root, "artifacts", "measured");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, file), lines);
    }
}
