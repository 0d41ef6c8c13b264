namespace Facilities.Operations.Templates;

/// <summary>One step of a mode's checklist.</summary>
/// <param name="Key">Unique within the mode; stored in histories.</param>
/// <param name="Name">What to do.</param>
/// <param name="Asks">What is measured or noted there; null: only done.</param>
public sealed record ModeStep(string Key, LocalizedName Name, LocalizedName? Asks);
