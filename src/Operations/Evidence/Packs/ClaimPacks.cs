using System.Globalization;
using System.Security.Cryptography;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Makes the evidence pack of a claim: everything an insurer asks for in one signed file, the same bytes for the same claim. Built on disk, at most <see cref="MostAtOnce"/>
/// at a time; every download is entered into the audit chain with the digest of what left. Thread-safe.
/// </summary>
public sealed class ClaimPacks : IDisposable
{
    /// <summary>Each reads two days of readings and draws them; more would only slow each other and the intake down.</summary>
    public const int MostAtOnce = 2;

    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly ITimeSeriesStore _series;
    private readonly PackReader _reader;
    private readonly AssetTemplateCatalog _templates;
    private readonly FileStore _files;
    private readonly ServiceKeys _keys;
    private readonly SiteClock _clock;

    internal ClaimPacks(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, PackReader reader, AssetTemplateCatalog templates, FileStore files, ServiceKeys keys, SiteClock clock) =>
        (_databases, _writer, _series, _reader, _templates, _files, _keys, _clock) = (databases, writer, series, reader, templates, files, keys, clock);

    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, or there is no such claim in the caller's scope.</exception>
    /// <exception cref="StoreUnavailableException">The telemetry store is away: a pack without its telemetry would be another.</exception>
    public async Task<ClaimPack> MakeAsync(Caller caller, ClaimId id, PackWords words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(words);
        RoleRights.Require(caller.Actor, Right.ViewClaims);
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var file = _files.OpenScratch();
            try
            {
                var number = await WriteAsync(caller, id, words, file, cancellationToken).ConfigureAwait(false);
                file.Position = 0;
                var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
                file.Position = 0;
                await RecordAsync(caller, id, digest, cancellationToken).ConfigureAwait(false);
                return new ClaimPack($"evidence-{number}.zip", file, digest);
            }
            catch
            {
                await file.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The key to publish: whoever has its fingerprint from here sees that a pack was signed by somebody else.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<PackKey> KeyAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewClaims);
        var signer = await PackSigner.OfServiceAsync(_keys, cancellationToken).ConfigureAwait(false);
        return new PackKey(signer.Fingerprint, PemEncoding.WriteString("PUBLIC KEY", signer.PublicKey));
    }

    public void Dispose() => _turns.Dispose();

    private async Task<string> WriteAsync(Caller caller, ClaimId id, PackWords words, Stream output, CancellationToken cancellationToken)
    {
        var signer = await PackSigner.OfServiceAsync(_keys, cancellationToken).ConfigureAwait(false);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var claim = await db.ClaimsIn(caller.Scope).Include(item => item.History).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "claim"), ("id", id));
            var facts = await _reader.ReadAsync(db, claim, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            await WriteAsync(db, facts, words, new PackArchive(output), signer, cancellationToken).ConfigureAwait(false);
            return claim.Number;
        }
    }

    private async Task WriteAsync(FacilitiesDb db, PackFacts facts, PackWords words, PackArchive pack, PackSigner signer, CancellationToken cancellationToken)
    {
        var missing = Missing(facts);
        await pack.AddTextAsync(PackNames.Index, PackIndex.Of(facts, missing, words, Chinese)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.IndexEn, PackIndex.Of(facts, missing, words, English)).ConfigureAwait(false);
        if (FundFile.CaseOf(facts.Asset.TypeKey) is not null)
        {
            await pack.AddTextAsync(PackNames.Fund, FundFile.Of(facts, words, Chinese)).ConfigureAwait(false);
            await pack.AddTextAsync(PackNames.FundEn, FundFile.Of(facts, words, English)).ConfigureAwait(false);
        }

        await pack.AddTextAsync(PackNames.Facts, PackJson.Of(facts)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.Timeline, output => PackTables.TimelineAsync(facts, output)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.WorkOrder, output => PackTables.WorkOrderAsync(facts, output)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.Parts, output => PackTables.PartsAsync(facts, output)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.Papers, output => PackTables.PapersAsync(facts, output)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.Maintenance, output => PackTables.MaintenanceAsync(facts, output)).ConfigureAwait(false);
        var chart = new PackChart(_series);
        foreach (var point in facts.Points)
        {
            var drawing = await chart.DrawAsync(facts, point, cancellationToken).ConfigureAwait(false);
            await pack.AddTextAsync(PackNames.Chart(point.Definition.Key), drawing).ConfigureAwait(false);
        }

        await pack.AddTextAsync(
            PackNames.Telemetry, output => new PackTelemetry(_series).WriteAsync(facts, _templates[facts.Asset.TypeKey].PointTable, output, cancellationToken)).ConfigureAwait(false);
        await pack.AddTextAsync(PackNames.Photos, output => PackTables.PhotosAsync(facts, missing, output)).ConfigureAwait(false);
        foreach (var photo in facts.Files)
        {
            if (_files.Open(photo.Sha256) is not { } content) continue;
            await using (content.ConfigureAwait(false))
            {
                await pack.AddAsync(PackNames.Photo(photo.Sha256, photo.MediaType), output => content.CopyToAsync(output, cancellationToken)).ConfigureAwait(false);
            }
        }

        await pack.AddTextAsync(PackNames.Audit, output => PackAudit.WriteAsync(db, facts, output, cancellationToken)).ConfigureAwait(false);
        await pack.SealAsync(signer).ConfigureAwait(false);
    }

    private HashSet<string> Missing(PackFacts facts)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var photo in facts.Files)
        {
            using var content = _files.Open(photo.Sha256);
            if (content is null) missing.Add(photo.Sha256);
        }

        return missing;
    }

    private Task RecordAsync(Caller caller, ClaimId id, string digest, CancellationToken cancellationToken) => _writer.WriteAsync((unit, _) =>
    {
        // A subject of its own: entries about the claim itself are part of the pack, which would never be the same twice.
        unit.Audit(new AuditDraft(
            _clock.GetUtcNow(), "claim_pack", id.ToString(), "Download", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.claim_pack", ("digest", digest)), CodedText.Of("personal", ("user", caller.User))));
        return Task.CompletedTask;
    }, cancellationToken);
}
