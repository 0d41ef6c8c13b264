using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Reads a pack from its first byte to its last. Where a header is damaged the directory at the end says where the next entry begins, so that what is wrong can be named and
/// the rest still judged. Not thread-safe; for one walk.
/// </summary>
internal sealed class PackWalk(Stream pack)
{
    /// <summary>The list, the signature and the excerpt are looked into; a loss event has not more history than this.</summary>
    private const int MostKept = 32 << 20;

    /// <summary>Bounds the directory of a file that only pretends to be a pack.</summary>
    private const int MostEntries = 4096;

    private const int Block = 64 * 1024;

    private static readonly string[] Looked = [PackArchive.Manifest, PackArchive.Signature, PackNames.Audit];

    private readonly List<PackEntry> _entries = [];
    private readonly List<PackFlaw> _flaws = [];

    public IReadOnlyList<PackEntry> Entries => _entries;

    public IReadOnlyList<PackFlaw> Flaws => _flaws;

    /// <summary>Contents that are looked into, by name.</summary>
    public Dictionary<string, byte[]> Kept { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (hints, directoryAt) = await HintsAsync(cancellationToken).ConfigureAwait(false);
        long at = 0;
        while (directoryAt is null || at < directoryAt)
        {
            var header = await ReadAsync(at, PackLayout.LocalLength, cancellationToken).ConfigureAwait(false);
            var signature = header.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(header) : 0;
            if (directoryAt is null && signature is PackLayout.CentralSignature or PackLayout.EndSignature) break;
            var next = hints.Where(hint => hint.Offset > at).Select(hint => (long?)hint.Offset).DefaultIfEmpty(directoryAt).Min();
            var named = hints.FirstOrDefault(hint => hint.Offset == at).Name;
            var read = signature == PackLayout.LocalSignature && header.Length == PackLayout.LocalLength ? await EntryAsync(at, header, cancellationToken).ConfigureAwait(false) : null;
            // What is sound is believed before the directory, which may be what was changed.
            if (read is { } entry && (entry.IsSound || next is null || entry.End == next))
            {
                _entries.Add(entry.Entry);
                if (!entry.IsSound) _flaws.Add(new PackFlaw(PackFlawKind.Altered, entry.Entry.Name));
                at = entry.End;
                continue;
            }

            _flaws.Add(named is not null ? new PackFlaw(PackFlawKind.Altered, named) : new PackFlaw(PackFlawKind.NotAPack, at.ToString(CultureInfo.InvariantCulture)));
            if (next is null) return;
            // Its digest can't be said: as an empty name it is neither missing twice nor taken for something else.
            if (named is not null) _entries.Add(new PackEntry(named, (uint)at, 0, 0, ""));
            at = next.Value;
        }

        if (_flaws.Count > 0 || _entries.Count == 0) return;
        var directory = PackLayout.Directory(_entries, (uint)at);
        var rest = pack.Length - at == directory.Length ? await ReadAsync(at, directory.Length, cancellationToken).ConfigureAwait(false) : [];
        if (!rest.AsSpan().SequenceEqual(directory)) _flaws.Add(new PackFlaw(PackFlawKind.Directory, at.ToString(CultureInfo.InvariantCulture)));
    }

    private async Task<(PackEntry Entry, long End, bool IsSound)?> EntryAsync(long at, byte[] header, CancellationToken cancellationToken)
    {
        var (crc, size, nameLength) = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14)), BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(22)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)));
        var begin = at + PackLayout.LocalLength + nameLength;
        if (nameLength is 0 or > PackLayout.MaximumName || begin + size > pack.Length) return null;
        var text = await ReadAsync(at + PackLayout.LocalLength, nameLength, cancellationToken).ConfigureAwait(false);
        var name = Encoding.UTF8.GetString(text);
        using var kept = Looked.Contains(name) && size <= MostKept ? new MemoryStream((int)size) : null;
        using var content = new PackContent(kept ?? Stream.Null);
        var buffer = new byte[Block];
        pack.Position = begin;
        for (var left = (long)size; left > 0;)
        {
            var count = await pack.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, Block)), cancellationToken).ConfigureAwait(false);
            if (count == 0) return null;
            await content.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            left -= count;
        }

        if (kept is not null) Kept.TryAdd(name, kept.ToArray());
        var isSound = content.Crc == crc && header.AsSpan().SequenceEqual(PackLayout.Local(name, crc, size).AsSpan(0, PackLayout.LocalLength)) && text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name));
        return (new PackEntry(name, (uint)at, crc, size, content.Sha256()), begin + size, isSound);
    }

    /// <summary>Where entries begin by the directory, and where that begins; nothing when it can't be read.</summary>
    private async Task<(IReadOnlyList<(uint Offset, string Name)> Hints, long? DirectoryAt)> HintsAsync(CancellationToken cancellationToken)
    {
        if (pack.Length < PackLayout.EndLength) return ([], null);
        var end = await ReadAsync(pack.Length - PackLayout.EndLength, PackLayout.EndLength, cancellationToken).ConfigureAwait(false);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != PackLayout.EndSignature) return ([], null);
        var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        if (offset + (long)size != pack.Length - PackLayout.EndLength || size > MostEntries * (PackLayout.CentralLength + PackLayout.MaximumName)) return ([], null);
        var directory = await ReadAsync(offset, (int)size, cancellationToken).ConfigureAwait(false);
        var hints = new List<(uint, string)>();
        for (var at = 0; at + PackLayout.CentralLength <= directory.Length;)
        {
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 28));
            if (BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at)) != PackLayout.CentralSignature || at + PackLayout.CentralLength + nameLength > directory.Length) return ([], null);
            hints.Add((BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 42)), Encoding.UTF8.GetString(directory, at + PackLayout.CentralLength, nameLength)));
            at += PackLayout.CentralLength + nameLength;
        }

        return (hints, offset);
    }

    private async Task<byte[]> ReadAsync(long at, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Max(0, Math.Min(count, pack.Length - at))];
        pack.Position = at;
        await pack.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }
}
