using System.Buffers.Binary;
using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// Reads blocks: opens one, answers from its directory, decodes only the columns that are asked for. Bytes that make no sense are an
/// <see cref="InvalidDataException"/>. Reused, since it owns its work space; not thread-safe.
/// </summary>
internal sealed class BlockReader
{
    private readonly long[] _times = new long[BlockFormat.MostRows];
    private readonly long[] _delays = new long[BlockFormat.MostRows];
    private readonly long[] _flags = new long[BlockFormat.MostRows];
    private readonly long[] _mantissas = new long[BlockFormat.MostRows];
    private readonly ulong[] _scratch = new ulong[BlockFormat.MostRows];
    private readonly double[] _values = new double[BlockFormat.MostRows];
    private readonly int[] _valueRows = new int[BlockFormat.MostRows];
    private readonly List<Entry> _directory = [];
    private ReadOnlyMemory<byte> _block;
    private int _timesAt;
    private int _delaysAt;
    private int _flagsAt;

    public int Rows { get; private set; }

    /// <summary>Event times of the rows, ascending, once <see cref="ReadTimes"/> was called.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Rows);

    /// <summary>Values of the column read last, and the rows in which they stand.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, ValueCount);

    public ReadOnlySpan<int> ValueRows => _valueRows.AsSpan(0, ValueCount);

    private int ValueCount { get; set; }

    /// <summary>Number of points in the block.</summary>
    public int Points => _directory.Count;

    /// <summary>Checks the sum and reads the directory. The bytes must stay as they are while this block is read.</summary>
    public void Open(ReadOnlyMemory<byte> block)
    {
        _block = block;
        _directory.Clear();
        Rows = 0;
        var bytes = block.Span;
        if (bytes.Length < BlockFormat.ChecksumLength + 3) throw new InvalidDataException("The block is too short.");
        var content = bytes[..^BlockFormat.ChecksumLength];
        if (Crc32C.Compute(content) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[content.Length..])) throw new InvalidDataException("The block's checksum is wrong.");

        var reader = new SpanReader(content);
        if (reader.ReadByte() is var version && version != BlockFormat.Version) throw new InvalidDataException($"Blocks of version {version} are unknown here.");
        var rows = reader.ReadCount(BlockFormat.MostRows);
        var points = reader.ReadCount(ushort.MaxValue + 1);
        var previous = -1;
        var columnsLength = 0;
        for (var i = 0; i < points; i++)
        {
            var point = previous + 1 + reader.ReadCount(ushort.MaxValue - previous - 1);
            var length = reader.ReadCount(content.Length);
            _directory.Add(new Entry((ushort)point, columnsLength, length, ReadSummary(ref reader)));
            columnsLength += length;
            previous = point;
        }

        var timesLength = reader.ReadCount(content.Length);
        var delaysLength = reader.ReadCount(content.Length);
        var flagsLength = reader.ReadCount(content.Length);
        _timesAt = reader.Position;
        _delaysAt = _timesAt + timesLength;
        _flagsAt = _delaysAt + delaysLength;
        ColumnsAt = _flagsAt + flagsLength;
        if (rows == 0 || ColumnsAt + columnsLength != content.Length) throw new InvalidDataException("The block's lengths don't add up.");
        Rows = rows;
    }

    private int ColumnsAt { get; set; }

    /// <summary>The point's summary, or null when the block has no value of it.</summary>
    public PointSummary? SummaryOf(ushort point) => IndexOf(point) is >= 0 and var index ? _directory[index].Summary : null;

    public void ReadTimes() => ReadIntegers(_timesAt, _times);

    /// <summary>Decodes one point's values; false when the block has none.</summary>
    public bool TryReadColumn(ushort point)
    {
        var index = IndexOf(point);
        if (index < 0) return false;
        ReadColumn(index);
        return true;
    }

    /// <summary>Sets the flag of every row that has at least one usable value.</summary>
    public void ReadUsableRows(Span<bool> usable)
    {
        usable = usable[..Rows];
        usable.Clear();
        for (var i = 0; i < _directory.Count; i++)
        {
            if (_directory[i].Summary.Count == Rows)
            {
                usable.Fill(true);
                return;
            }
        }

        for (var i = 0; i < _directory.Count; i++)
        {
            ReadColumn(i);
            for (var v = 0; v < ValueCount; v++) usable[_valueRows[v]] |= !double.IsNaN(_values[v]);
        }
    }

    /// <summary>Adds all rows as readings, ascending.</summary>
    public void ReadRows(SourceId source, ReadingBatch into)
    {
        ReadTimes();
        ReadIntegers(_delaysAt, _delays);
        ReadIntegers(_flagsAt, _flags);
        var counts = new int[Rows];
        var columns = new (int[] Rows, double[] Values)[_directory.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            ReadColumn(i);
            columns[i] = (ValueRows.ToArray(), Values.ToArray());
            foreach (var row in ValueRows) counts[row]++;
        }

        var at = new int[columns.Length];
        for (var row = 0; row < Rows; row++)
        {
            var values = into.AddUninitialized(source, _times[row], _times[row] + _delays[row], (ReadingFlags)_flags[row], counts[row]);
            var filled = 0;
            for (var i = 0; i < columns.Length; i++)
            {
                if (at[i] >= columns[i].Rows.Length || columns[i].Rows[at[i]] != row) continue;
                values[filled++] = new PointValue(_directory[i].Point, columns[i].Values[at[i]++]);
            }
        }
    }

    private static PointSummary ReadSummary(ref SpanReader reader)
    {
        var count = reader.ReadCount(BlockFormat.MostRows);
        return count == 0
            ? default
            : new PointSummary(
                count, CompactValue.Read(ref reader), CompactValue.Read(ref reader), CompactValue.Read(ref reader),
                CompactValue.Read(ref reader), CompactValue.Read(ref reader));
    }

    private int IndexOf(ushort point)
    {
        int low = 0, high = _directory.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = _directory[middle].Point;
            if (at == point) return middle;
            if (at < point) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private void ReadIntegers(int offset, long[] into)
    {
        var reader = new SpanReader(_block.Span[offset..^BlockFormat.ChecksumLength]);
        IntegerColumn.Read(ref reader, into.AsSpan(0, Rows), _scratch);
    }

    private void ReadColumn(int index)
    {
        var entry = _directory[index];
        var reader = new SpanReader(_block.Span.Slice(ColumnsAt + entry.Start, entry.Length));
        ValueCount = ReadPresence(ref reader);
        ValueColumn.Read(ref reader, _values.AsSpan(0, ValueCount), _mantissas, _scratch);
    }

    private int ReadPresence(ref SpanReader reader)
    {
        var count = 0;
        switch (reader.ReadByte())
        {
            case BlockFormat.PresentAll:
                for (; count < Rows; count++) _valueRows[count] = count;
                break;
            case BlockFormat.PresentBitmap:
                var bitmap = reader.ReadBytes((Rows + 7) / 8);
                for (var row = 0; row < Rows; row++)
                {
                    if ((bitmap[row >> 3] & (1 << (row & 7))) != 0) _valueRows[count++] = row;
                }

                break;
            case BlockFormat.PresentSparse:
                var total = reader.ReadCount(Rows);
                for (var row = -1; count < total; count++)
                {
                    row += 1 + reader.ReadCount(Rows);
                    if (row >= Rows) throw new InvalidDataException("A value stands after the last row.");
                    _valueRows[count] = row;
                }

                break;
            default:
                throw new InvalidDataException("A column's presence has an unknown form.");
        }

        return count > 0 ? count : throw new InvalidDataException("A column has no value.");
    }

    private readonly record struct Entry(ushort Point, int Start, int Length, PointSummary Summary);
}
