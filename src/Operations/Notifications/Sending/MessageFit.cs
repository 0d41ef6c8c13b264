using System.Text;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// Brings a text under a channel's limit in bytes without breaking a character. First line and last line (the link) stay whole as long as there is
/// room for them at all; what lies between goes from its end.
/// </summary>
internal static class MessageFit
{
    private const string Ellipsis = "…";

    /// <summary>The lines joined by line feeds, at most <paramref name="maximumBytes"/> in UTF-8.</summary>
    /// <param name="first">Kept before all else.</param>
    /// <param name="between">Kept as far as there is room.</param>
    /// <param name="last">Kept whole; empty: none.</param>
    /// <param name="maximumBytes">The channel's limit.</param>
    public static string Join(string first, IReadOnlyList<string> between, string last, int maximumBytes)
    {
        var tail = last.Length == 0 ? "" : "\n" + last;
        var room = maximumBytes - Bytes(tail);
        // A link that leaves no room for the sentence it belongs to is worth less than the sentence.
        if (room < Bytes(Ellipsis) * 8) return Cut(first, maximumBytes);
        var text = new StringBuilder(Cut(first, room));
        room -= Bytes(text.ToString());
        foreach (var line in between)
        {
            var next = "\n" + line;
            if (Bytes(next) <= room)
            {
                text.Append(next);
                room -= Bytes(next);
                continue;
            }

            if (room > Bytes("\n" + Ellipsis)) text.Append(Cut(next, room));
            break;
        }

        return text.Append(tail).ToString();
    }

    /// <summary>At most <paramref name="maximumBytes"/> in UTF-8; what was cut ends with an ellipsis.</summary>
    public static string Cut(string text, int maximumBytes)
    {
        if (Bytes(text) <= maximumBytes) return text;
        var room = maximumBytes - Bytes(Ellipsis);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room) break;
            room -= rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return text[..length] + Ellipsis;
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
