using Facilities.Operations.Templates;

namespace Facilities.Operations.Crew;

/// <summary>One step of the checklist, and whether it is done in this round.</summary>
/// <param name="Key">For the action.</param>
/// <param name="Name">What to do.</param>
/// <param name="Asks">What is measured or noted; null: nothing.</param>
/// <param name="DoneAt">Null: not yet.</param>
/// <param name="Value">What was measured or noted.</param>
public sealed record CrewStep(string Key, LocalizedName Name, LocalizedName? Asks, DateTimeOffset? DoneAt, string? Value);
