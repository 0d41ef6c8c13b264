using System.Globalization;
using System.Text.Json;
using Facilities.Domain.Audit;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Audit;

/// <summary>Verification and export of the audit chain; streaming, so that its length doesn't matter. Thread-safe.</summary>
public sealed class AuditTrail(IDbContextFactory<FacilitiesDb> databases)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
    /// <param name="expectedHead">A head published earlier; null: a cut tail can't be seen.</param>
    /// <param name="progress">Entries checked so far, every thousand.</param>
    public async Task<AuditVerdict> VerifyAsync(AuditHead? expectedHead, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(expectedHead);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            long seen = 0;
            await foreach (var entry in Chain(db).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                verifier.Add(entry);
                if (++seen % 1_000 == 0) progress?.Report(seen);
            }
        }

        return verifier.Finish();
    }

    /// <summary>Writes one JSON object per line, ascending: everything that a stranger needs to verify the chain himself.</summary>
    public async Task ExportAsync(TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await foreach (var entry in Chain(db).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var line = JsonSerializer.Serialize(
                    new
                    {
                        entry.Number,
                        At = entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                        entry.Subject,
                        entry.SubjectId,
                        entry.Action,
                        Role = (int)entry.Role,
                        Organisation = entry.OrganisationId?.Value,
                        Detail = entry.Detail.ToString(),
                        Personal = entry.Personal?.ToString(),
                        entry.Salt,
                        entry.PersonalDigest,
                        entry.PreviousHash,
                        entry.Hash,
                    },
                    Options);
                await output.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IAsyncEnumerable<AuditEntry> Chain(FacilitiesDb db) => db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Number).AsAsyncEnumerable();
}
