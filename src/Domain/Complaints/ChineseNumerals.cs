namespace Facilities.Domain.Complaints;

/// <summary>Chinese numerals of places: 三, 十二, 二十一, 一百零三, 一二〇三. Pure.</summary>
internal static class ChineseNumerals
{
    /// <summary>False: it is no number below 10,000.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > 6) return false;
        if (text.IndexOfAny('十', '百') < 0)
        {
            if (text.Length > 4) return false;
            foreach (var c in text) number = (number * 10) + Digit(c);
            return true;
        }

        var digit = 0;
        var has = false;
        foreach (var c in text)
        {
            switch (c)
            {
                case '百' when has:
                    (number, digit, has) = (number + (digit * 100), 0, false);
                    break;
                case '十':
                    (number, digit, has) = (number + ((has && digit > 0 ? digit : 1) * 10), 0, false);
                    break;
                case '百':
                    return false;
                default:
                    (digit, has) = (Digit(c), true);
                    break;
            }
        }

        number += digit;
        return true;
    }

    private static int Digit(char c) => c == '两' ? 2 : c == '〇' ? 0 : "零一二三四五六七八九".IndexOf(c, StringComparison.Ordinal);
}
