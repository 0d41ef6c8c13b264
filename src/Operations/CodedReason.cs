using Facilities.Domain;

namespace Facilities.Operations;

/// <summary>Reasons that callers send as text.</summary>
internal static class CodedReason
{
    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldMissing"/>: not the canonical form of a coded text.</exception>
    public static CodedText Parse(string? text, string otherwise)
    {
        try
        {
            return CodedText.Parse(string.IsNullOrWhiteSpace(text) ? otherwise : text);
        }
        catch (FormatException)
        {
            throw new RuleViolation(OperationCodes.FieldMissing, ("field", "reason"));
        }
    }
}
