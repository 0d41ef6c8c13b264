using Facilities.Detection;

namespace Facilities.Operations.Templates;

/// <summary>A learned baseline of the template with its names.</summary>
public sealed record TemplateVector(LocalizedName Name, VectorDefinition Definition);
