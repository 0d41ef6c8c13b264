namespace Facilities.Operations.Templates;

/// <summary>What every asset type has besides its own.</summary>
internal sealed record CommonTemplate(IReadOnlyList<TemplateAttribute> Attributes, IReadOnlyList<FaultFamily> Families, IReadOnlyList<FaultMode> Modes, IReadOnlyList<ModeStep> Steps)
{
    public static CommonTemplate Empty { get; } = new([], [], [], []);
}
