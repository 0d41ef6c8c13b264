using Facilities.Domain;
using Facilities.Operations.Crew;
using Facilities.Storage.Files;
using Facilities.Storage.Relational.Evidence;

namespace Facilities.Operations.Claims;

/// <summary>Papers that people attach, recognised by their bytes: pictures without what cameras write into them, and PDF.</summary>
internal static class PaperBytes
{
    private static ReadOnlySpan<byte> PdfMagic => "%PDF-"u8;

    /// <summary>What they are, and what is kept of them.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPaper"/>.</exception>
    public static (string MediaType, byte[] Kept) Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        if (bytes.Span.StartsWith(PdfMagic)) return ("application/pdf", bytes.ToArray());
        return ImageBytes.Clean(bytes.Span) is var (image, clean) ? (image, clean) : throw new RuleViolation(OperationCodes.NotAPaper);
    }

    /// <summary>What the sender called it, without folders and cut to what is kept.</summary>
    public static string NameOf(string name, string digest)
    {
        var called = Path.GetFileName(name.Trim());
        return called.Length == 0 ? digest[..8] : called[..Math.Min(called.Length, ClaimFile.NameLength)];
    }
}
