namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>A column that is a point: value × <paramref name="Scale"/> + <paramref name="Offset"/> is in the point's unit.</summary>
internal sealed record MappedColumn(string Column, string Point, double Scale = 1, double Offset = 0);
