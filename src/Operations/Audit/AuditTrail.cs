using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Audit;

/// <summary>Verification and export of the audit chain; streaming, so that its length doesn't matter. Thread-safe.</summary>
public sealed class AuditTrail(IDbContextFactory<FacilitiesDb> databases)
{
    /// <summary>Of a CSV export, in order.</summary>
    private const string Columns = "number,at,subject,subject_id,action,role,organisation,detail,personal,salt,personal_digest,previous_hash,hash";

    /// <summary>The whole chain is for those who see everything: it isn't cut by scope.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.VerifyAudit);
        if (caller.Scope.Kind != ScopeKind.Everything) throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.VerifyAudit));
    }

    /// <summary>The end of the chain now; publish it, and a cut tail can be seen later.</summary>
    public async Task<AuditHead> HeadAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var last = await db.AuditEntries.AsNoTracking().OrderByDescending(entry => entry.Number).Select(entry => new { entry.Number, entry.Hash })
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return last is null ? AuditHead.Empty : new AuditHead(last.Number, last.Hash);
        }
    }

    /// <summary>Reads the whole chain and says what is wrong with it, if anything.</summary>
    /// <param name="expectedHead">A head published earlier; null: a tail cut together with the database's own head can't be seen.</param>
    /// <param name="progress">Entries checked so far, every thousand.</param>
    public async Task<AuditVerdict> VerifyAsync(AuditHead? expectedHead, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(expectedHead);
        AuditHead own;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // Before the entries: what is appended meanwhile only makes the chain longer.
            var row = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken).ConfigureAwait(false);
            own = new AuditHead(row.Number, row.Hash);
            long seen = 0;
            await foreach (var entry in Chain(db).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                verifier.Add(entry);
                if (++seen % 1_000 == 0) progress?.Report(seen);
            }
        }

        var verdict = verifier.Finish();
        return verdict.Holds && verdict.Head.Number > own.Number ? verdict : verdict.ReachedBy(own);
    }

    /// <summary>Writes one JSON object per line, ascending, and the head as the last: everything that a stranger needs to verify the chain, see <see cref="AuditFile"/>.</summary>
    public Task ExportAsync(TextWriter output, CancellationToken cancellationToken) => WriteAsync(output, "\n", null, AuditFile.LineOf, AuditFile.LineOf, cancellationToken);

    /// <summary>The same as CSV, to look at; the head is a last row of its own.</summary>
    public Task ExportCsvAsync(TextWriter output, CancellationToken cancellationToken) => WriteAsync(
        output, "\r\n", Columns,
        entry => string.Join(',', new string?[]
        {
            entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Subject, entry.SubjectId, entry.Action,
            entry.Role.ToString(), entry.OrganisationId?.ToString(), entry.Detail.ToString(), entry.Personal?.ToString(), entry.Salt, entry.PersonalDigest, entry.PreviousHash, entry.Hash,
        }.Select(Quoted)),
        head => "head," + head, cancellationToken);

    private async Task WriteAsync(TextWriter output, string newLine, string? heading, Func<AuditEntry, string> line, Func<AuditHead, string> end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        var last = AuditHead.Empty;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (heading is not null) await output.WriteAsync((heading + newLine).AsMemory(), cancellationToken).ConfigureAwait(false);
            await foreach (var entry in Chain(db).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await output.WriteAsync((line(entry) + newLine).AsMemory(), cancellationToken).ConfigureAwait(false);
                last = new AuditHead(entry.Number, entry.Hash);
            }
        }

        await output.WriteAsync((end(last) + newLine).AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A cell that begins like a formula would be run by a spreadsheet.</summary>
    private static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : '"' + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static IAsyncEnumerable<AuditEntry> Chain(FacilitiesDb db) => db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Number).AsAsyncEnumerable();
}
