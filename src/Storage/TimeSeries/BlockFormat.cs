namespace Facilities.Storage.TimeSeries;

/// <summary>
/// The bytes of one block: up to <see cref="MostRows"/> instants of one source, column by column (docs/formats/telemetry-store.md).
/// <code>
///   version (1) | rows | points
///   points × ( point − previous point − 1 | column length | usable [ min | max | sum | first | last ] )     the directory
///   time column length | receive delay column length | flags column length
///   time column | receive delay column | flags column | points × column                                     the columns
///   CRC32C of everything before (4)
/// </code>
/// Numbers are varints, the summary's values <see cref="Compact.CompactValue"/>s. A point's column is its presence and then its values:
/// <code>
///   0 | values                                 every row has one
///   1 | bitmap, a bit a row, low bit first | values
///   2 | count | count × row gap − 1 | values   few rows have one
/// </code>
/// </summary>
internal static class BlockFormat
{
    public const byte Version = 1;
    public const int MostRows = 1024;
    public const int ChecksumLength = 4;

    public const byte PresentAll = 0;
    public const byte PresentBitmap = 1;
    public const byte PresentSparse = 2;
}
