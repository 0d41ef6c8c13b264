using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>Writes a packet out in full, so that two can be compared and a difference be read.</summary>
internal static class PacketDump
{
    public static string Of(object? value) => value switch
    {
        null => "-",
        string s => $"\"{s}\"",
        ReadOnlyMemory<byte> m => Convert.ToHexString(m.Span),
        bool or byte or ushort or uint or int or Enum => string.Format(CultureInfo.InvariantCulture, "{0}", value),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
        _ => OfObject(value),
    };

    private static string OfObject(object value)
    {
        var text = new StringBuilder(value.GetType().Name).Append(" { ");
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var shown = Of(property.GetValue(value));
            // An absent will property block and an empty one are the same on the wire.
            if (shown is not ("-" or "[]" or "MqttProperties { }"))
                text.Append(property.Name).Append(" = ").Append(shown).Append("; ");
        }

        return text.Append('}').ToString();
    }
}
