using System.Globalization;
using System.Text;
using Facilities.Domain.Complaints;
using Facilities.Operations.Complaints;

namespace Facilities.Ingest.Commands.Complaints;

/// <summary>Judges a labelled set: what was believed (<see cref="ComplaintRules.Believed"/>) against what is true, per topic and per kind of place.</summary>
internal static class ComplaintEvaluation
{
    private const int Labels = 9;

    /// <exception cref="InvalidDataException">A file is missing or doesn't fit the others.</exception>
    public static ComplaintScore Run(DirectoryInfo folder)
    {
        var sites = PlacesFile.Read(folder);
        var reader = new ComplaintReader(new PlaceMatcher([.. sites.Select(PlacesFile.Known)], TopicLexicon.Shipped), TopicClassifier.Shipped);
        using var stream = Open(folder, "records.csv");
        using var text = new StreamReader(stream, TextEncoding.Detect(stream));
        using var labelText = new StreamReader(Open(folder, "labels.csv"), Encoding.UTF8);
        var (records, labels) = (new CsvRows(text), new CsvRows(labelText));
        records.Next();
        labels.Next();
        var score = new ComplaintScore();
        while (records.Next() is { } record)
        {
            if (labels.Next() is not { Count: Labels } label || label[0] != record[0]) throw new InvalidDataException($"Line {records.Line} of records.csv has no label: write both files again.");
            var (topic, place) = reader.Read(null, record[3], record[4]);
            score.Add(
                record[3] + " | " + record[4], Enum.Parse<ComplaintTopic>(label[1]), label[2], topic,
                new ComplaintScore.Truth(Number(label[3]), Number(label[4]), Number(label[5]), label[6] == "1", label[7] == "1", label[8] == "1"), place);
        }

        return score;
    }

    private static FileStream Open(DirectoryInfo folder, string name)
    {
        var path = Path.Combine(folder.FullName, name);
        return File.Exists(path) ? File.OpenRead(path) : throw new InvalidDataException($"There is no '{path}'. Write the set with 'simulator complaints'.");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
