using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Facilities.Detection;

namespace Facilities.Operations.Templates;

/// <summary>All asset types. Immutable, thread-safe; load once and share.</summary>
public sealed class AssetTemplateCatalog
{
    /// <summary>Name of the file with what every type has.</summary>
    public const string CommonFile = "common.json";

    private readonly Dictionary<string, AssetTemplate> _byType;

    private AssetTemplateCatalog(IReadOnlyList<AssetTemplate> templates)
    {
        All = templates;
        _byType = templates.ToDictionary(t => t.Type, StringComparer.Ordinal);
    }

    /// <summary>In alphabetical order of their type.</summary>
    public IReadOnlyList<AssetTemplate> All { get; }

    /// <exception cref="KeyNotFoundException">There is no such asset type.</exception>
    public AssetTemplate this[string type] =>
        _byType.TryGetValue(type, out var template) ? template : throw new KeyNotFoundException($"There is no asset type '{type}'.");

    public bool TryGet(string type, [MaybeNullWhen(false)] out AssetTemplate template) => _byType.TryGetValue(type, out template);

    /// <summary>Reads and checks the built-in templates.</summary>
    /// <exception cref="AssetTemplateException">Any is unusable; carries every error of every file.</exception>
    public static AssetTemplateCatalog Load() => Parse(BuiltIn());

    /// <summary>Reads and checks the given files: one template each, and <see cref="CommonFile"/>.</summary>
    /// <param name="files">Name and JSON text.</param>
    /// <exception cref="AssetTemplateException">Any is unusable; carries every error of every file.</exception>
    public static AssetTemplateCatalog Parse(IEnumerable<(string File, string Json)> files)
    {
        var errors = new List<string>();
        var all = files.OrderBy(f => f.File, StringComparer.Ordinal).ToArray();
        var commonFile = all.FirstOrDefault(f => f.File == CommonFile);
        var common = commonFile.Json is null ? CommonTemplate.Empty : AssetTemplateReader.ReadCommon(commonFile.File, commonFile.Json, errors);
        var templates = new List<AssetTemplate>();
        foreach (var (file, json) in all)
        {
            if (file == CommonFile) continue;
            if (new AssetTemplateReader(file, errors, common).Read(json) is not { } template) continue;
            if (templates.Any(t => t.Type == template.Type)) errors.Add($"{file}: $.type: '{template.Type}' stands in another file too");
            else templates.Add(template);
            CheckProfile(file, template, errors);
        }

        return errors.Count == 0 ? new AssetTemplateCatalog(templates) : throw new AssetTemplateException(errors);
    }

    /// <summary>The detectors have rules of their own about what fits together.</summary>
    private static void CheckProfile(string file, AssetTemplate template, List<string> errors)
    {
        try
        {
            _ = template.Profile();
        }
        catch (DetectionProfileException e)
        {
            errors.AddRange(e.Errors.Select(error => $"{file}: $: {error}"));
        }
    }

    private static IEnumerable<(string, string)> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string Prefix = "Templates/";
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
