namespace Facilities.Ingest.Pipeline;

/// <summary>A key of a payload that gave no value.</summary>
/// <param name="Offset">Byte offset of the key's text in the payload.</param>
/// <param name="Length">Its length in bytes, still JSON-escaped.</param>
/// <param name="IsPoint">True: the asset has this point, but its value can't be read. False: it has no such point.</param>
internal readonly record struct StrangeKey(int Offset, int Length, bool IsPoint);
