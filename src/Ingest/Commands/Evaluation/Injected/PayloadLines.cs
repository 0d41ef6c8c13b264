using System.IO.Compression;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>The lines of a gzip'd file as bytes, one at a time; what is shown is valid until the next one. Not thread-safe.</summary>
internal sealed class PayloadLines(Stream packed) : IDisposable
{
    /// <summary>No device sends more; what is longer is no line of payloads.</summary>
    public const int LongestLine = 1 << 20;

    private readonly GZipStream _stream = new(packed, CompressionMode.Decompress);
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">Not gzip, a line without end, or one that is too long.</exception>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, length);
                _start += length + 1;
                return true;
            }

            if (Fill()) continue;
            line = default;
            return _end == _start ? false : throw new InvalidDataException("the last line has no end: the file is cut short.");
        }
    }

    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_end >= LongestLine) throw new InvalidDataException($"a line is longer than {LongestLine} bytes.");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
