using System.Globalization;
using System.Text;

namespace Facilities.Domain;

/// <summary>
/// A stored reason, title or refusal: a stable code with named parameters, never a sentence, so that every page can say it in its reader's language.
/// Written as <c>code?name=value&amp;name=value</c> with names in ordinal order and values percent-encoded, which is also its canonical form
/// in the database and under the audit hash. Immutable; equal when the canonical forms are.
/// </summary>
public sealed class CodedText : IEquatable<CodedText>
{
    private readonly SortedDictionary<string, string> _parameters;

    private CodedText(string code, SortedDictionary<string, string> parameters)
    {
        Code = code;
        _parameters = parameters;
    }

    /// <summary>Lower case words joined by dots and underscores, e.g. <c>fault.soak_failed</c>.</summary>
    public string Code { get; }

    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    /// <summary>Numbers, instants (UTC, ISO 8601 with milliseconds) and dates are written the same in every culture.</summary>
    /// <exception cref="ArgumentException">The code or a name is empty or holds a reserved character, or a name comes twice.</exception>
    public static CodedText Of(string code, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        ThrowIfReserved(code, nameof(code));
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            ThrowIfReserved(name, nameof(parameters));
            sorted.Add(name, Format(value));
        }

        return new CodedText(code, sorted);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text isn't a canonical coded text.</exception>
    public static CodedText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var code = question < 0 ? text : text[..question];
        if (code.Length == 0) throw new FormatException("A coded text begins with its code.");
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (question >= 0)
        {
            foreach (var pair in text[(question + 1)..].Split('&'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0 || !parameters.TryAdd(pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..])))
                {
                    throw new FormatException($"'{pair}' is not a parameter of a coded text, or comes twice.");
                }
            }
        }

        return new CodedText(code, parameters);
    }

    public override string ToString()
    {
        if (_parameters.Count == 0) return Code;
        var text = new StringBuilder(Code);
        var separator = '?';
        foreach (var (name, value) in _parameters)
        {
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }

    public bool Equals(CodedText? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as CodedText);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static string Format(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void ThrowIfReserved(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.AsSpan().IndexOfAny("?&=% ") >= 0) throw new ArgumentException($"'{text}' holds a reserved character.", parameter);
    }
}
