using System.Globalization;
using System.Resources;

namespace Facilities.Operations.Exports;

/// <summary>Words of exported tables, in the reader's language: a report is written far from any request whose culture could be asked. Thread-safe.</summary>
internal static class ExportText
{
    internal static ResourceManager Words { get; } = new(typeof(ExportText));

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Say(CultureInfo culture, string key, params ReadOnlySpan<object?> arguments)
    {
        var text = Words.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
        return arguments.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, arguments);
    }
}
