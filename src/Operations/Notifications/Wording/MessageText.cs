using System.Globalization;
using System.Resources;

namespace Facilities.Operations.Notifications.Wording;

/// <summary>Words of messages, in the reader's language: a message is written far from any request whose culture could be asked. Thread-safe.</summary>
internal static class MessageText
{
    public static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-CN");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    internal static ResourceManager Words { get; } = new(typeof(MessageText));

    public static CultureInfo CultureOf(string locale) => locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : Chinese;

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Say(CultureInfo culture, string key, params ReadOnlySpan<object?> arguments)
    {
        var text = Words.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
        return arguments.Length == 0 ? text : string.Format(culture, text, arguments);
    }
}
