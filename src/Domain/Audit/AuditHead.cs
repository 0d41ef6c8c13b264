using System.Globalization;

namespace Facilities.Domain.Audit;

/// <summary>The end of a chain, as it is published: number and hash of the last entry. Written <c>1187:9f86d0…</c>.</summary>
public sealed record AuditHead(long Number, string Hash)
{
    /// <summary>Before the first entry.</summary>
    public static AuditHead Empty { get; } = new(0, new string('0', 64));

    /// <exception cref="FormatException">Not a number, a colon and 64 hex digits.</exception>
    public static AuditHead Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || text.Length - colon - 1 != 64 || !text.AsSpan(colon + 1).ContainsOnlyHex())
        {
            throw new FormatException($"'{text}' is not a chain head: a number, a colon and 64 hex digits.");
        }

        return new AuditHead(number, text[(colon + 1)..].ToLowerInvariant());
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");
}
