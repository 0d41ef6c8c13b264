using System.Globalization;
using System.Resources;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Words of packs. Thread-safe.</summary>
internal static class PackText
{
    internal static ResourceManager Words { get; } = new(typeof(PackText));

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Say(CultureInfo culture, string key, params ReadOnlySpan<object?> arguments)
    {
        var text = Words.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
        return arguments.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, arguments);
    }
}
