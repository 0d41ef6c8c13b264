using System.Net.Mail;
using Facilities.Domain;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>How a phone number, a mail address and a language must look to be kept. Pure.</summary>
internal static class ContactFields
{
    /// <summary>Digits of the longest number (E.164), and what people write between them.</summary>
    private const int LongestPhone = 20;

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>.</exception>
    public static string Phone(string text)
    {
        var phone = text.Trim();
        if (phone.Length == 0) return "";
        var digits = phone.Count(char.IsAsciiDigit);
        if (phone.Length > LongestPhone || digits is < 5 or > 15 || phone.Any(static letter => !char.IsAsciiDigit(letter) && letter is not ('+' or ' ' or '-'))) throw Invalid("phone");
        return phone.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>.</exception>
    public static string Mail(string text)
    {
        var mail = text.Trim();
        if (mail.Length == 0) return "";
        // The bare address: a name before it could smuggle a second receiver in.
        if (mail.Length > 254 || !MailAddress.TryCreate(mail, out var parsed) || parsed.Address != mail) throw Invalid("mail");
        return mail;
    }

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>.</exception>
    public static string Locale(string locale) => locale is "zh-CN" or "en" ? locale : throw Invalid("locale");

    public static RuleViolation Invalid(string field) => new(OperationCodes.FieldInvalid, ("field", field));
}
