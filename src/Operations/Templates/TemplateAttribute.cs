namespace Facilities.Operations.Templates;

/// <summary>A fact about an asset that is entered once (rated load, setpoint, inspection date).</summary>
public sealed record TemplateAttribute
{
    public required string Key { get; init; }

    public required AttributeType Type { get; init; }

    public required LocalizedName Name { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>Keys and names of a choice.</summary>
    public IReadOnlyList<TemplateState> Choices { get; init; } = [];

    public bool Required { get; init; }
}
