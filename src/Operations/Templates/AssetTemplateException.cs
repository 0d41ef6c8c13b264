namespace Facilities.Operations.Templates;

/// <summary>Asset templates that can't be used; <see cref="Errors"/> names every fault with its file and JSON path.</summary>
public sealed class AssetTemplateException(IReadOnlyList<string> errors)
    : Exception($"The asset templates have {errors.Count} errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
