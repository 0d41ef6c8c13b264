using Spectre.Console;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>Judged recordings with the figures of their protocol.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Columns">Names of the figures.</param>
/// <param name="Files">Per recording, its figures.</param>
/// <param name="Totals">Lines over all of them.</param>
internal sealed record EvaluationResult(
    string Title,
    IReadOnlyList<string> Columns,
    IReadOnlyList<(JudgedRecording Recording, IReadOnlyList<string> Figures)> Files,
    IReadOnlyList<(string Name, IReadOnlyList<string> Figures)> Totals)
{
    /// <summary>What a row's score is called in the predictions.</summary>
    public string ScoreName { get; init; } = "score";

    /// <summary>Figures per recording where its rows are too many to be held: a line in the table, no picture and no predictions.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Figures)> Rowless { get; init; } = [];

    public void Print(bool perFile)
    {
        // A file or a pipe has no width of its own; names must not be broken there.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        var table = new Table().Border(TableBorder.Minimal);
        table.AddColumn(new TableColumn("recordings").NoWrap());
        foreach (var column in Columns) table.AddColumn(column);
        if (perFile)
        {
            foreach (var (recording, figures) in Files) table.AddRow([Markup.Escape(recording.Name), .. figures]);
            foreach (var (name, figures) in Rowless) table.AddRow([Markup.Escape(name), .. figures.Select(Markup.Escape)]);
        }

        foreach (var (name, figures) in Totals) table.AddRow([Markup.Escape(name), .. figures]);
        AnsiConsole.Write(table);
    }
}
