using System.Text;

namespace Facilities.Operations.Complaints;

/// <summary>
/// Rows of a CSV as people's programs write it (RFC 4180; separator comma, semicolon or tab, found in the heading), one at a time: memory holds one row. A cell longer than
/// <see cref="MaximumCell"/> is cut, cells beyond <see cref="MaximumCells"/> are left out; a quote that never ends ends with its row after <see cref="MaximumCell"/> characters. Not thread-safe.
/// </summary>
public sealed class CsvRows(TextReader text)
{
    public const int MaximumCell = 20_000;
    public const int MaximumCells = 100;

    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _cell = new(256);
    private int _filled;
    private int _at;
    private char? _separator;

    /// <summary>Line of the file on which the row begins, from 1.</summary>
    public long Line { get; private set; }

    private long _line = 1;

    /// <summary>The next row that isn't empty; null: there is no more.</summary>
    public IReadOnlyList<string>? Next()
    {
        while (Peek() >= 0)
        {
            Line = _line;
            var row = Row();
            if (row.Count > 1 || row[0].Length > 0) return row;
        }

        return null;
    }

    private List<string> Row()
    {
        var row = new List<string>(8);
        while (true)
        {
            var end = Cell();
            if (row.Count < MaximumCells) row.Add(_cell.ToString().Trim());
            if (end < 0 || end is '\n') return row;
        }
    }

    /// <summary>Reads a cell; returns what ended it: separator, line feed, or −1.</summary>
    private int Cell()
    {
        _cell.Clear();
        var quoted = false;
        var read = 0;
        while (true)
        {
            var c = Read();
            if (c < 0) return -1;
            if (c == '\n') _line++;
            read++;
            if (quoted)
            {
                if (c == '"' && Peek() == '"') Keep((char)Read());
                else if (c == '"') quoted = false;
                else if (read > MaximumCell && c == '\n') return '\n';
                else Keep((char)c);
                continue;
            }

            if (c == '"' && _cell.Length == 0) quoted = true;
            else if (c == '\n') return '\n';
            else if (c == '\r') continue;
            else if (IsSeparator((char)c)) return c;
            else Keep((char)c);
        }
    }

    /// <summary>The first of the usual separators that stands outside of quotes is the file's.</summary>
    private bool IsSeparator(char c)
    {
        if (_separator is null && c is ',' or ';' or '\t') _separator ??= c;
        return c == _separator;
    }

    private void Keep(char c)
    {
        // NUL is refused by PostgreSQL.
        if (_cell.Length < MaximumCell && c != '\0') _cell.Append(c);
    }

    private int Peek()
    {
        if (_at == _filled && !Fill()) return -1;
        return _buffer[_at];
    }

    private int Read()
    {
        if (_at == _filled && !Fill()) return -1;
        return _buffer[_at++];
    }

    private bool Fill()
    {
        (_at, _filled) = (0, text.Read(_buffer));
        return _filled > 0;
    }
}
