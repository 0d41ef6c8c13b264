using System.Text.Json;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>Outcomes of a part of a set, one a line as JSON: a set that is too large for the disk is recorded, judged and deleted in slices, and added up from these.</summary>
internal static class OutcomeFiles
{
    private const string Pattern = "*.outcomes.jsonl";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Whether a folder holds outcomes instead of recordings.</summary>
    public static bool Are(DirectoryInfo folder) => !File.Exists(Path.Combine(folder.FullName, InjectedSet.FileName)) && folder.GetFiles(Pattern).Length > 0;

    /// <summary>Whole or not at all.</summary>
    /// <exception cref="InvalidDataException">The name would not be found again.</exception>
    public static void Write(FileInfo file, IReadOnlyList<InjectedOutcome> outcomes)
    {
        if (!file.Name.EndsWith(Pattern[1..], StringComparison.Ordinal)) throw new InvalidDataException($"'{file.Name}' must end in {Pattern[1..]}, or it is not found when the slices are added up.");
        var beside = file.FullName + ".new";
        File.WriteAllLines(beside, outcomes.Select(outcome => JsonSerializer.Serialize(outcome, Options)));
        File.Move(beside, file.FullName, overwrite: true);
    }

    /// <exception cref="InvalidDataException">A line can't be read; the message says which.</exception>
    public static IReadOnlyList<InjectedOutcome> Read(DirectoryInfo folder)
    {
        var all = new List<InjectedOutcome>();
        foreach (var file in folder.GetFiles(Pattern).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            foreach (var (index, line) in File.ReadLines(file.FullName).Index()) all.Add(Parse(file, index + 1, line));
        }

        return all;
    }

    private static InjectedOutcome Parse(FileInfo file, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<InjectedOutcome>(line, Options) ?? throw new InvalidDataException($"{file.FullName}:{number}: is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file.FullName}:{number}: can't be read ({e.Message}). Delete the file and judge its slice again.", e);
        }
    }
}
