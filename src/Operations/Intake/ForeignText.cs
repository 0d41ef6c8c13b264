using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>Text and bytes from strangers, cut to what is kept.</summary>
internal static class ForeignText
{
    /// <summary>At most <see cref="FacilitiesDb.ForeignTextLength"/> characters, and without NUL, which PostgreSQL refuses in text.</summary>
    public static string Cut(string text)
    {
        var clean = text.Replace('\0', '\uFFFD');
        if (clean.Length <= FacilitiesDb.ForeignTextLength) return clean;
        // Not through the middle of a character that takes two UTF-16 units.
        var end = char.IsHighSurrogate(clean[FacilitiesDb.ForeignTextLength - 1]) ? FacilitiesDb.ForeignTextLength - 1 : FacilitiesDb.ForeignTextLength;
        return clean[..end];
    }

    public static byte[] Cut(ReadOnlyMemory<byte> payload) => payload[..Math.Min(payload.Length, StoredReject.SampleBytes)].ToArray();
}
