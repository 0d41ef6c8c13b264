using System.CommandLine;
using Facilities.Operations.Evidence.Packs;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities evidence verify</c>: whether a claim's pack is to the byte what was signed. Needs nothing but the file.</summary>
internal static class EvidenceCommand
{
    private const int FingerprintLength = 64;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The pack, as it was downloaded (.zip)." };
        var key = new Option<string?>("--key") { Description = "Fingerprint of the service's signing key, as the claim's page and /api/claims/pack-key show it: also finds a pack that somebody else signed." };
        var verify = new Command("verify", "Checks every byte of an evidence pack and names what was changed, added, removed or moved; exit code 1 when it doesn't hold.") { file, key };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(parsed.GetRequiredValue(file), parsed.GetValue(key), cancellationToken));
        return new Command("evidence", "Evidence packs of claims.") { verify };
    }

    private static async Task<int> VerifyAsync(string path, string? key, CancellationToken cancellationToken)
    {
        if (key is not null && (key.Length != FingerprintLength || !key.All(char.IsAsciiHexDigit)))
        {
            Console.Error.WriteLine($"'{key}' is no fingerprint: {FingerprintLength} hexadecimal digits, as the claim's page shows it.");
            return ExitCode.Usage;
        }

        PackVerdict verdict;
        try
        {
            var pack = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
            await using (pack.ConfigureAwait(false))
            {
                verdict = await PackVerifier.VerifyAsync(pack, key, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }

        foreach (var flaw in verdict.Flaws) Console.WriteLine(Say(flaw));
        if (verdict.Holds) Console.WriteLine($"The pack holds: {verdict.Entries} entries.");
        else Console.WriteLine($"The pack does NOT hold: {verdict.Flaws.Count} {(verdict.Flaws.Count == 1 ? "flaw" : "flaws")}, {verdict.Entries} entries read.");
        if (verdict.Fingerprint is { } signer) Console.WriteLine($"Signed by the key {signer}{(key is null ? "; compare it with the service's own, or name that with --key." : "")}");
        return verdict.Holds ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Say(PackFlaw flaw) => flaw.Kind switch
    {
        PackFlawKind.NotAPack => $"not a pack, or cut short: at byte {flaw.Name}",
        PackFlawKind.Altered => $"altered: {flaw.Name}",
        PackFlawKind.Removed => $"removed: {flaw.Name}",
        PackFlawKind.Added => $"added: {flaw.Name}",
        PackFlawKind.Reordered => $"moved: {flaw.Name}",
        PackFlawKind.Directory => $"altered: the archive's directory, or what follows it, from byte {flaw.Name}",
        PackFlawKind.Signature => $"the signature isn't over this list of files: {flaw.Name}",
        PackFlawKind.Signer => $"signed by another key: {flaw.Name}",
        PackFlawKind.AuditEntry => $"entry of the audit chain that isn't as it was written: {flaw.Name}",
        _ => flaw.ToString(),
    };
}
