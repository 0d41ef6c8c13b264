namespace Facilities.Operations.Intake;

/// <summary>A pattern of plain topics.</summary>
/// <param name="Id">The pattern.</param>
/// <param name="Pattern">E.g. <c>sensors/{device}/{field}</c>.</param>
public sealed record TopicPatternRow(int Id, string Pattern);
