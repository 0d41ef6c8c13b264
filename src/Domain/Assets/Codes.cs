namespace Facilities.Domain.Assets;

/// <summary>Codes that appear as a level of an MQTT topic: no wildcard, no separator, the same in every alphabet.</summary>
public static class Codes
{
    public const int MaximumLength = 64;

    public static bool IsWellFormed(string? code) =>
        code is { Length: > 0 and <= MaximumLength } && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <exception cref="RuleViolation"><see cref="RuleCodes.CodeMalformed"/>.</exception>
    public static void Require(string? code)
    {
        if (!IsWellFormed(code)) throw new RuleViolation(RuleCodes.CodeMalformed, ("code", code));
    }
}
