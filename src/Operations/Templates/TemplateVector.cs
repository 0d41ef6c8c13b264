using Facilities.Detection;

namespace Facilities.Operations.Templates;

/// <summary>A learned baseline of the template with its names.</summary>
public sealed record TemplateVector(LocalizedName Name, VectorDefinition Definition)
{
    /// <summary>The definition with an asset's own numbers.</summary>
    internal VectorDefinition With(AssetOverrides? overrides) =>
        overrides?.Vectors.GetValueOrDefault(Definition.Key) is not { } own
            ? Definition
            : Definition with { TrainingRows = own.TrainingRows ?? Definition.TrainingRows, On = own.On ?? Definition.On, Off = own.Off ?? Definition.Off };
}
