using System.Net;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// A receiver's words as they may be kept: one line, of a bounded length, and without anything of where the message went: servers like to repeat a path
/// or a mail address, and a robot's path is its key. Pure.
/// </summary>
internal static class AnswerWords
{
    /// <summary>Shorter parts hide nothing and would tear the sentence apart.</summary>
    private const int ShortestPart = 4;

    /// <summary>The end of a phone number says whose it is, with or without the country's number before it.</summary>
    private const int PhoneDigits = 8;

    private const string Hidden = "…";

    private static readonly char[] Separators = ['/', '?', '&', '=', '#', '@', ':', ';', ',', ' '];

    /// <summary>What stands in every such address.</summary>
    private static readonly HashSet<string> Public = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "cgi-bin", "webhook", "send", "robot", "access_token", "open-apis", "hook",
    };

    /// <param name="words">As they came.</param>
    /// <param name="secrets">Addresses and keys; empty ones are nothing.</param>
    public static string Of(string words, IReadOnlyList<string> secrets)
    {
        if (words.Length == 0) return "";
        var line = Plain(words);
        foreach (var part in secrets.SelectMany(Parts).Where(static part => part.Length >= ShortestPart && !Public.Contains(part)).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(static part => part.Length).ToList())
        {
            line = WithoutEnd(line.Replace(part, Hidden, StringComparison.OrdinalIgnoreCase), part);
        }

        return Cut(line);
    }

    /// <summary>The whole, what lies between its separators, and how a server may write either.</summary>
    private static IEnumerable<string> Parts(string secret)
    {
        if (secret.Length == 0) yield break;
        var plain = Uri.UnescapeDataString(secret);
        foreach (var part in new[] { secret, plain }.Concat(secret.Split(Separators)).Concat(plain.Split(Separators)))
        {
            var open = Uri.UnescapeDataString(part);
            yield return part;
            yield return open;
            yield return Uri.UnescapeDataString(open);
            yield return open.Replace('+', ' ');
            yield return Uri.EscapeDataString(open);
            yield return WebUtility.HtmlEncode(open);
        }

        if (secret.Length > PhoneDigits && secret.All(static letter => char.IsAsciiDigit(letter) || letter == '+')) yield return secret[^PhoneDigits..];
    }

    /// <summary>The answer was read up to a limit: a part that lies across it isn't whole.</summary>
    private static string WithoutEnd(string line, string part)
    {
        for (var length = Math.Min(part.Length - 1, line.Length); length >= ShortestPart; length--)
            if (line.EndsWith(part[..length], StringComparison.OrdinalIgnoreCase)) return string.Concat(line.AsSpan(0, line.Length - length), Hidden);
        return line;
    }

    /// <summary>What a stranger's server says is one line and no control sequence.</summary>
    private static string Plain(string words) => string.Concat(words.Select(static letter => char.IsControl(letter) ? ' ' : letter)).Trim();

    private static string Cut(string line)
    {
        if (line.Length <= SendResult.DetailLength) return line;
        return line[..(char.IsHighSurrogate(line[SendResult.DetailLength - 1]) ? SendResult.DetailLength - 1 : SendResult.DetailLength)];
    }
}
