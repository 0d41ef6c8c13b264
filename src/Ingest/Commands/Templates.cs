using Facilities.Operations.Templates;

namespace Facilities.Ingest.Commands;

/// <summary>The built-in asset types, for commands that judge recordings.</summary>
internal static class Templates
{
    /// <exception cref="InvalidDataException">There is no such type; the message lists those there are.</exception>
    public static AssetTemplate Get(string type)
    {
        var catalog = AssetTemplateCatalog.Load();
        return catalog.TryGet(type, out var template)
            ? template
            : throw new InvalidDataException($"There is no asset type '{type}'; there are {string.Join(", ", catalog.All.Select(known => known.Type))}.");
    }
}
