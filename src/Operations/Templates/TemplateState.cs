namespace Facilities.Operations.Templates;

/// <summary>One state of a state point; its place in the list is the stored value.</summary>
public sealed record TemplateState(string Key, LocalizedName Name);
