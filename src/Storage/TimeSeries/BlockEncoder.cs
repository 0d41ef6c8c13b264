using System.Buffers.Binary;
using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Turns readings of one source into the bytes of a block. Reused, since it owns its work space; not thread-safe.</summary>
internal sealed class BlockEncoder
{
    private const int Words = BlockFormat.MostRows / 64;

    private readonly long[] _times = new long[BlockFormat.MostRows];
    private readonly long[] _delays = new long[BlockFormat.MostRows];
    private readonly long[] _flags = new long[BlockFormat.MostRows];
    private readonly long[] _mantissas = new long[BlockFormat.MostRows];
    private readonly ulong[] _scratch = new ulong[BlockFormat.MostRows];
    private readonly List<Column> _columns = [];
    private readonly Stack<Column> _spare = new();
    private readonly Dictionary<ushort, Column> _byPoint = [];
    private byte[] _body = new byte[1 << 16];
    private byte[] _block = new byte[1 << 16];
    private int _rows;

    /// <summary>Instants in the block after <see cref="Encode"/>: readings of the same instant became one row.</summary>
    public int Rows => _rows;

    public long StartUnixMs => _times[0];

    public long EndUnixMs => _times[_rows - 1];

    /// <summary>
    /// Encodes the readings that <paramref name="order"/> picks, which must ascend in time and name at most <see cref="BlockFormat.MostRows"/> instants.
    /// The bytes are valid until the next call.
    /// </summary>
    public ReadOnlyMemory<byte> Encode(ReadingBatch readings, ReadOnlySpan<int> order)
    {
        Transpose(readings, order);
        _columns.Sort(static (a, b) => a.Point.CompareTo(b.Point));
        MakeRoom();
        return Assemble();
    }

    private void Transpose(ReadingBatch readings, ReadOnlySpan<int> order)
    {
        foreach (var column in _columns) _spare.Push(column);
        _columns.Clear();
        _byPoint.Clear();
        _rows = 0;
        foreach (var index in order)
        {
            var reading = readings[index];
            if (_rows == 0 || reading.EventTimeUnixMs != _times[_rows - 1]) _times[_rows++] = reading.EventTimeUnixMs;
            _delays[_rows - 1] = reading.ReceiveTimeUnixMs - reading.EventTimeUnixMs;
            _flags[_rows - 1] = (byte)reading.Flags;
            for (var i = 0; i < reading.Values.Length; i++)
            {
                ref readonly var value = ref reading.Values[i];
                // Payloads keep their order, so the column is nearly always where it was in the row before.
                var column = i < _columns.Count && _columns[i].Point == value.Point ? _columns[i] : ColumnOf(value.Point);
                column.Set(_rows - 1, value.Value);
            }
        }
    }

    private Column ColumnOf(ushort point)
    {
        if (_byPoint.TryGetValue(point, out var column)) return column;
        column = _spare.TryPop(out var spare) ? spare : new Column();
        column.Reset(point);
        _byPoint.Add(point, column);
        _columns.Add(column);
        return column;
    }

    private void MakeRoom()
    {
        var most = 3 * IntegerColumn.MaximumLength(_rows) + _columns.Count * (4 + Words * 8 + ValueColumn.MaximumLength(_rows));
        if (_body.Length < most) _body = new byte[most];
        most += 64 + _columns.Count * 64;
        if (_block.Length < most) _block = new byte[most];
    }

    private ReadOnlyMemory<byte> Assemble()
    {
        var body = new SpanWriter(_body);
        IntegerColumn.Write(ref body, _times.AsSpan(0, _rows), _scratch);
        var timeLength = body.Position;
        IntegerColumn.Write(ref body, _delays.AsSpan(0, _rows), _scratch);
        var delayLength = body.Position - timeLength;
        IntegerColumn.Write(ref body, _flags.AsSpan(0, _rows), _scratch);
        var flagsLength = body.Position - timeLength - delayLength;

        var block = new SpanWriter(_block);
        block.WriteByte(BlockFormat.Version);
        block.WriteVarint((ulong)_rows);
        block.WriteVarint((ulong)_columns.Count);
        var previous = -1;
        foreach (var column in _columns)
        {
            var start = body.Position;
            WriteColumn(ref body, column);
            block.WriteVarint((ulong)(column.Point - previous - 1));
            block.WriteVarint((ulong)(body.Position - start));
            WriteSummary(ref block, PointSummary.Of(column.Values));
            previous = column.Point;
        }

        block.WriteVarint((ulong)timeLength);
        block.WriteVarint((ulong)delayLength);
        block.WriteVarint((ulong)flagsLength);
        block.WriteBytes(body.Written);
        block.WriteUInt32(Crc32C.Compute(block.Written));
        return _block.AsMemory(0, block.Position);
    }

    private static void WriteSummary(ref SpanWriter writer, in PointSummary summary)
    {
        writer.WriteVarint((ulong)summary.Count);
        if (summary.Count == 0) return;
        CompactValue.Write(ref writer, summary.Min);
        CompactValue.Write(ref writer, summary.Max);
        CompactValue.Write(ref writer, summary.Sum);
        CompactValue.Write(ref writer, summary.First);
        CompactValue.Write(ref writer, summary.Last);
    }

    private void WriteColumn(ref SpanWriter writer, Column column)
    {
        if (column.Count == _rows)
        {
            writer.WriteByte(BlockFormat.PresentAll);
        }
        else if (column.Count <= _rows / 16)
        {
            writer.WriteByte(BlockFormat.PresentSparse);
            writer.WriteVarint((ulong)column.Count);
            var previous = -1;
            for (var row = 0; row < _rows; row++)
            {
                if (!column.Has(row)) continue;
                writer.WriteVarint((ulong)(row - previous - 1));
                previous = row;
            }
        }
        else
        {
            writer.WriteByte(BlockFormat.PresentBitmap);
            Span<byte> bitmap = stackalloc byte[Words * 8];
            column.CopyPresence(bitmap);
            writer.WriteBytes(bitmap[..((_rows + 7) / 8)]);
        }

        ValueColumn.Write(ref writer, column.Values, _mantissas, _scratch);
    }

    private sealed class Column
    {
        private readonly double[] _values = new double[BlockFormat.MostRows];
        private readonly ulong[] _present = new ulong[Words];

        public ushort Point { get; private set; }

        public int Count { get; private set; }

        public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

        public void Reset(ushort point)
        {
            Point = point;
            Count = 0;
            Array.Clear(_present);
        }

        /// <summary>Rows only ascend; a second value for the same row replaces the first.</summary>
        public void Set(int row, double value)
        {
            ref var word = ref _present[row >> 6];
            var bit = 1UL << (row & 63);
            if ((word & bit) == 0)
            {
                word |= bit;
                Count++;
            }

            _values[Count - 1] = value;
        }

        public bool Has(int row) => (_present[row >> 6] & (1UL << (row & 63))) != 0;

        public void CopyPresence(Span<byte> bitmap)
        {
            for (var i = 0; i < Words; i++) BinaryPrimitives.WriteUInt64LittleEndian(bitmap[(i * 8)..], _present[i]);
        }
    }
}
