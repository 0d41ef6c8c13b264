using System.Text;

namespace Facilities.Operations.Complaints;

/// <summary>Which encoding a file of Chinese text has: by its byte order mark; else UTF-8 where every byte is that, and GB18030 (which contains GBK and GB 2312) otherwise.</summary>
public static class TextEncoding
{
    private const int Chunk = 64 * 1024;

    private static readonly Encoding Chinese = Registered();

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>GB18030; the provider is registered with the first use.</summary>
    public static Encoding Gb18030 => Chinese;

    /// <summary>Reads the stream to its end, or to the first byte that decides, and sets it back to where it was.</summary>
    /// <exception cref="NotSupportedException">The stream can't be set back.</exception>
    public static Encoding Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.Position;
        try
        {
            var decoder = StrictUtf8.GetDecoder();
            var bytes = new byte[Chunk];
            var chars = new char[StrictUtf8.GetMaxCharCount(Chunk)];
            for (var first = true; ; first = false)
            {
                var read = stream.ReadAtLeast(bytes, Chunk, throwOnEndOfStream: false);
                if (first && Marked(bytes.AsSpan(0, read)) is { } marked) return marked;
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read < Chunk);
                if (read < Chunk) return StrictUtf8;
            }
        }
        catch (DecoderFallbackException)
        {
            return Chinese;
        }
        finally
        {
            stream.Position = start;
        }
    }

    /// <summary>By its web name, GB18030 among them.</summary>
    /// <exception cref="ArgumentException">There is no such encoding.</exception>
    public static Encoding Named(string name) => string.Equals(name, Chinese.WebName, StringComparison.OrdinalIgnoreCase) ? Chinese : Encoding.GetEncoding(name);

    private static Encoding? Marked(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0x84, 0x31, 0x95, 0x33, ..] => Chinese,
        _ => null,
    };

    private static Encoding Registered()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030");
    }
}
