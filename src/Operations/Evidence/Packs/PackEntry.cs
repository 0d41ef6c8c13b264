namespace Facilities.Operations.Evidence.Packs;

/// <summary>One entry as it lies in a pack.</summary>
/// <param name="Offset">Of its header, bytes from the beginning.</param>
/// <param name="Sha256">Of its content, lower case hex.</param>
internal sealed record PackEntry(string Name, uint Offset, uint Crc, uint Size, string Sha256);
