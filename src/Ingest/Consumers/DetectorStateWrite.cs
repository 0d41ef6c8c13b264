using System.Buffers;
using System.Security.Cryptography;
using Facilities.Storage.Files;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// One state on its way into the <see cref="DetectorStateFile"/>: what is written goes through a small buffer straight into the file beside, so that the
/// memory it takes doesn't grow with the number of assets. Until <see cref="Commit"/> returns the previous state stands. Written by one thread, committed by one.
/// </summary>
internal sealed class DetectorStateWrite : IBufferWriter<byte>, IDisposable
{
    private const int BufferBytes = 128 << 10;

    private readonly string _path;
    private readonly JournalPosition _position;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly int _lateLength;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _held;
    private long _stateLength;

    public DetectorStateWrite(string path, JournalPosition position, ReadOnlySpan<byte> late)
    {
        (_path, _position, _lateLength) = (path, position, late.Length);
        _file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            // Its place; what stands in it is known at the end.
            _file.Write(stackalloc byte[DetectorStateFile.HeaderLength]);
            _file.Write(late);
            _hash.AppendData(late);
        }
        catch
        {
            // Nobody else can: a handle left open would refuse every later attempt.
            Dispose();
            throw;
        }
    }

    public void Advance(int count) => _held += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _held < Math.Max(1, sizeHint)) PassOn();
        if (_buffer.Length < sizeHint)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        }

        return _buffer.AsMemory(_held);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Puts the state in the place of the previous one.</summary>
    /// <exception cref="IOException">The disk refused; the previous state is still there.</exception>
    public void Commit()
    {
        PassOn();
        Span<byte> header = stackalloc byte[DetectorStateFile.HeaderLength];
        _hash.AppendData(DetectorStateFile.WriteHeader(header, _position, _lateLength, _stateLength));
        _hash.GetHashAndReset(header[DetectorStateFile.DigestOffset..]);
        RandomAccess.Write(_file.SafeFileHandle, header, 0);
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + ".new", _path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(_path)!);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void PassOn()
    {
        var held = _buffer.AsSpan(0, _held);
        _hash.AppendData(held);
        _file.Write(held);
        _stateLength += _held;
        _held = 0;
    }
}
