using System.Text.Json;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>The labels of a folder of recordings, as <c>simulator inject</c> writes them.</summary>
internal sealed record InjectedSet
{
    public const string FileName = "labels.json";
    public const string KnownFormat = "facilities-injected-1";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required string Format { get; init; }

    public required IReadOnlyList<InjectedRecording> Recordings { get; init; }

    /// <exception cref="InvalidDataException">There are no labels, or they are damaged; the message says where.</exception>
    public static InjectedSet Read(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, FileName);
        if (!System.IO.File.Exists(path))
            throw new InvalidDataException($"'{folder.FullName}' has no {FileName}: it is no set of injected recordings, or 'simulator inject' did not finish it.");
        var set = Parse(path);
        if (set.Format != KnownFormat) throw new InvalidDataException($"{path}: format '{set.Format}' is not known, only '{KnownFormat}'. Record the set again with this version's simulator.");
        if (set.Recordings.Count == 0) throw new InvalidDataException($"{path}: names no recording.");
        foreach (var recording in set.Recordings)
        {
            if (Complaint(recording) is { } complaint) throw new InvalidDataException($"{path}: recording '{recording.File}': {complaint}");
            if (!System.IO.File.Exists(Path.Combine(folder.FullName, recording.File))) throw new InvalidDataException($"{path}: recording '{recording.File}' is not in the folder.");
        }

        return set;
    }

    private static InjectedSet Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<InjectedSet>(System.IO.File.ReadAllText(path), Options) ?? throw new InvalidDataException($"{path}: is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: can't be read ({e.Message}).", e);
        }
    }

    private static string? Complaint(InjectedRecording recording)
    {
        if (Path.GetFileName(recording.File) != recording.File) return "the name must not lead out of the folder.";
        if (!(recording.Begin < recording.Trained && recording.Trained < recording.End)) return "begin, trained and end are not in this order.";
        if (recording.Fault is not { } fault) return null;
        if (fault.Start < recording.Trained || fault.DeadlineUnixMs > recording.End.ToUnixTimeMilliseconds()) return "the fault does not lie between training and end.";
        if (fault.Families.Count == 0) return "no family counts as finding its fault.";
        return fault.Severity is "P1" or "P2" or "P3" or "P4" ? null : $"severity '{fault.Severity}' is not P1 to P4.";
    }
}
