namespace Facilities.Operations.Exports;

/// <summary>A column with its heading in the reader's language.</summary>
public sealed record ExportColumn(string Name, ExportKind Kind = ExportKind.Text);
