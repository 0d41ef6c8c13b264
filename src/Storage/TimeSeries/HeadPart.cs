namespace Facilities.Storage.TimeSeries;

/// <summary>Readings of one source in memory, one after the other in <see cref="Compact.ReadingCodec"/> form; rented bytes.</summary>
internal readonly record struct HeadPart(byte[] Bytes, int Length, int Count);
