using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Facilities.Domain.Complaints;

/// <summary>What people type, brought to one form: half-width, lower case, no blanks between Chinese characters, numbers of places in digits. Pure.</summary>
public static partial class ComplaintText
{
    /// <summary>So much of a text is read; honest complaints are shorter.</summary>
    public const int MaximumLength = 2_000;

    /// <summary>Characters that make a number before them one of a place.</summary>
    private const string PlaceMarks = "号楼栋座幢单梯层室#门区期泵弄组";

    private static readonly SearchValues<char> Numerals = SearchValues.Create("零〇一二三四五六七八九十百两");

    /// <summary>The same place is the same text however it was typed; empty stays empty.</summary>
    public static string Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var source = text.Length > MaximumLength ? text.AsSpan(0, MaximumLength) : text;
        var plain = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            var c = Narrow(source[i]);
            if (!char.IsWhiteSpace(c) && c != '\u200B') plain.Append(char.ToLowerInvariant(c));
            // Kept between Latin letters and digits only, where it separates.
            else if (plain.Length > 0 && char.IsAsciiLetterOrDigit(plain[^1]) && i + 1 < source.Length && char.IsAsciiLetterOrDigit(Narrow(source[i + 1]))) plain.Append(' ');
        }

        return InDigits(Mistyped().Replace(plain.ToString(), static match => Meant(match.ValueSpan)));
    }

    /// <summary>Telephone and identity numbers are no part of a complaint: stars stand in their place. A lift's registration number has hyphens and stays.</summary>
    public static string WithoutNumbersOfPeople(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PersonalNumber().Replace(text, "***");
    }

    /// <summary>Chinese numerals in digits where a place follows.</summary>
    private static string InDigits(string text)
    {
        if (!text.AsSpan().ContainsAny(Numerals)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && Numerals.Contains(text[end])) end++;
            if (end > i && end < text.Length && PlaceMarks.Contains(text[end], StringComparison.Ordinal) && ChineseNumerals.TryRead(text.AsSpan(i, end - i), out var number))
            {
                result.Append(number);
                i = end - 1;
            }
            else if (end > i)
            {
                result.Append(text, i, end - i);
                i = end - 1;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        '—' or '–' or '﹣' => '-',
        '棟' => '栋',
        '樓' => '楼',
        '號' => '号',
        '電' => '电',
        _ => c,
    };

    private static string Meant(ReadOnlySpan<char> typed) => typed switch
    {
        "好" or "浩" or "毫" => "号",
        "搂" or "娄" or "喽" or "漏" => "楼",
        "冻" => "栋",
        "坐" => "座",
        _ => "单元",
    };

    /// <summary>Marks of places typed by sound, only right after a number.</summary>
    [GeneratedRegex("(?<=[0-9零一二三四五六七八九十])[好浩毫](?=[楼搂娄喽漏栋院]|[电客直]?梯|泵)|(?<=[0-9零一二三四五六七八九十][号好浩毫])[搂娄喽漏](?!水)|(?<=[0-9零一二三四五六七八九十])(?:[单丹担][园圆原员远]|[丹担]元|冻(?!结)|坐(?!电))", RegexOptions.CultureInvariant)]
    private static partial Regex Mistyped();

    /// <summary>Mobile numbers with and without 86 and separators, land lines, identity numbers; half and full width.</summary>
    [GeneratedRegex(@"(?<![0-9０-９-])(?:(?:[+＋]?[8８][6６][- ]?)?[1１][3-9３-９][0-9０-９][- ]?[0-9０-９]{4}[- ]?[0-9０-９]{4}|[0０][0-9０-９]{2,3}-?[0-9０-９]{7,8}|[1-9１-９][0-9０-９]{16}[0-9０-９XxＸｘ])(?![0-9０-９-])", RegexOptions.CultureInvariant)]
    private static partial Regex PersonalNumber();
}
