namespace Facilities.Domain.Insurance;

/// <summary>
/// Unified social credit code (统一社会信用代码, GB 32100-2015): 17 digits or capital letters without I, O, S, V, Z, and a check character:
/// <code>31 − (Σ value(i) · 3^i mod 31), i = 0…16; 31 is written as 0</code>
/// </summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;

    public static bool IsValid(string? code)
    {
        if (code is not { Length: Length }) return false;
        var (sum, weight) = (0, 1);
        foreach (var letter in code.AsSpan(0, Length - 1))
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0) return false;
            sum += value * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return code[^1] == Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
