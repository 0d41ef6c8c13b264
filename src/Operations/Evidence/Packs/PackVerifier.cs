using System.Text;
using System.Text.Json;
using Facilities.Operations.Audit;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Says whether a pack is to the byte what was signed, and names what isn't: contents by the signed list of digests, everything between them by writing it again
/// (<see cref="PackLayout"/>). Needs nothing but the file. Memory holds only the list, the signature and the excerpt of the audit chain.
/// </summary>
public static class PackVerifier
{
    /// <param name="pack">Readable and seekable.</param>
    /// <param name="expectedFingerprint">Of the service's key as it was published, hex; null: whoever signed is believed to be who he says.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static async Task<PackVerdict> VerifyAsync(Stream pack, string? expectedFingerprint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var walk = new PackWalk(pack);
        await walk.RunAsync(cancellationToken).ConfigureAwait(false);
        List<PackFlaw> flaws = [.. walk.Flaws];
        if (walk.Entries.Count == 0) return new PackVerdict(flaws.Count > 0 ? flaws : [new PackFlaw(PackFlawKind.NotAPack, "0")], 0, null);
        var list = walk.Kept.GetValueOrDefault(PackArchive.Manifest);
        Compare(walk.Entries, list, flaws);
        var signature = walk.Kept.TryGetValue(PackArchive.Signature, out var signed) ? PackSignature.Parse(signed) : null;
        var isSigned = signature is not null && list is not null && signature.IsOver(list);
        if (!isSigned) Add(flaws, PackFlawKind.Signature, PackArchive.Signature);
        else if (expectedFingerprint is not null && !string.Equals(expectedFingerprint, signature!.Fingerprint, StringComparison.OrdinalIgnoreCase)) Add(flaws, PackFlawKind.Signer, signature.Fingerprint);
        if (walk.Kept.TryGetValue(PackNames.Audit, out var excerpt)) CheckChain(excerpt, flaws);
        return new PackVerdict(flaws, walk.Entries.Count, isSigned ? signature!.Fingerprint : null);
    }

    private static void Compare(IReadOnlyList<PackEntry> entries, byte[]? list, List<PackFlaw> flaws)
    {
        if (list is null)
        {
            Add(flaws, PackFlawKind.Removed, PackArchive.Manifest);
            return;
        }

        var listed = Listed(list);
        if (listed is null)
        {
            Add(flaws, PackFlawKind.Altered, PackArchive.Manifest);
            return;
        }

        var wanted = listed.Select(line => line.Name).Append(PackArchive.Manifest).Append(PackArchive.Signature).ToList();
        var there = new Dictionary<string, PackEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!there.TryAdd(entry.Name, entry) || !wanted.Contains(entry.Name, StringComparer.Ordinal)) Add(flaws, PackFlawKind.Added, entry.Name);
        }

        foreach (var (digest, name) in listed)
        {
            if (!there.TryGetValue(name, out var entry)) Add(flaws, PackFlawKind.Removed, name);
            else if (entry.Sha256 != digest) Add(flaws, PackFlawKind.Altered, name);
        }

        if (!there.ContainsKey(PackArchive.Signature)) Add(flaws, PackFlawKind.Removed, PackArchive.Signature);
        var order = entries.Select(entry => entry.Name).Where(name => wanted.Contains(name, StringComparer.Ordinal)).ToList();
        var remaining = wanted.Where(there.ContainsKey).ToList();
        for (var i = 0; i < Math.Min(order.Count, remaining.Count); i++)
        {
            if (order[i] == remaining[i]) continue;
            Add(flaws, PackFlawKind.Reordered, order[i]);
            break;
        }
    }

    private static List<(string Digest, string Name)>? Listed(byte[] list)
    {
        const int Digest = 64;
        var lines = new List<(string, string)>();
        foreach (var line in Encoding.UTF8.GetString(list).Split('\n')[..^1])
        {
            if (line.Length < Digest + 3 || line[Digest] != ' ' || line[Digest + 1] != ' ') return null;
            lines.Add((line[..Digest], line[(Digest + 2)..]));
        }

        return lines;
    }

    private static void CheckChain(byte[] excerpt, List<PackFlaw> flaws)
    {
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(excerpt).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                var entry = AuditFile.EntryOf(line);
                if (!entry.HoldsAlone) Add(flaws, PackFlawKind.AuditEntry, entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
            {
                Add(flaws, PackFlawKind.AuditEntry, $"line {number}");
            }
        }
    }

    private static void Add(List<PackFlaw> flaws, PackFlawKind kind, string name)
    {
        var flaw = new PackFlaw(kind, name);
        if (!flaws.Contains(flaw)) flaws.Add(flaw);
    }
}
