namespace Facilities.Operations.Intake;

/// <summary>A pattern of plain topics to be made.</summary>
/// <param name="Pattern">Levels as text, <c>+</c>, <c>{device}</c> (at least once) or <c>{field}</c>.</param>
public sealed record TopicPatternDraft(string Pattern);
