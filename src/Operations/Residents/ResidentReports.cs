using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Crew;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Links;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Residents;

/// <summary>
/// What people without an account report by the QR code on the equipment, and how they see what comes of it. The same words about the same thing within an hour are one report,
/// whoever sends them again. Thread-safe.
/// </summary>
public sealed class ResidentReports
{
    /// <summary>Path of the form below the public address; the code of community and asset follow, as scanning crews expect.</summary>
    public const string FormPath = "q/";

    /// <summary>Path of the page that shows how a report goes.</summary>
    public const string StatusPath = "s/";

    /// <summary>A stranger's words go into the history for good.</summary>
    public const int MaximumWords = FollowUpLinks.CommentLength;

    private const string KeyName = "report-status";
    private const string RescueCode = "rescue_no";

    /// <summary>Who reports sees more than any scope gives; what he may do is the role's.</summary>
    private static readonly Caller Anybody = new(Actor.Resident, Scope.Everything, new LocalizedName("居民", "Resident"), "zh-CN");

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultActions _actions;
    private readonly FaultFiles _files;
    private readonly FollowUpLinks _links;
    private readonly ServiceKeys _keys;
    private readonly AssetTemplateCatalog _templates;
    private readonly SiteClock _clock;

    internal ResidentReports(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultActions actions, FaultFiles files, FollowUpLinks links, ServiceKeys keys, AssetTemplateCatalog templates, SiteClock clock) =>
        (_databases, _writer, _actions, _files, _links, _keys, _templates, _clock) = (databases, writer, actions, files, links, keys, templates, clock);

    /// <summary>Null: there is no such equipment in service.</summary>
    public async Task<ReportForm?> FormAsync(string site, string code, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await FindAsync(db, site, code, cancellationToken).ConfigureAwait(false) is not { } asset || !_templates.TryGet(asset.TypeKey, out var template)) return null;
            var place = (await PlaceLookup.PlacesAsync(db, [asset.Id], cancellationToken).ConfigureAwait(false))[asset.Id];
            var carries = template.Family(FaultFamilies.Entrapment) is not null;
            return new ReportForm(
                place, template.Name, [.. Reportable(template).Select(family => (family.Key, (LocalizedName?)family.Name)), (FaultFamilies.Unexplained, null)], carries,
                carries && asset.Attributes.TryGetValue(RescueCode, out var rescue) && rescue.Length > 0 ? rescue : null);
        }
    }

    /// <summary>Opens a fault or joins the one that is open. A photo that isn't one is refused before anything is reported.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.NotFound"/>, <see cref="OperationCodes.FieldInvalid"/>, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPicture"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public async Task<ReportReceipt> ReportAsync(ResidentReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var words = string.IsNullOrWhiteSpace(report.Words) ? null : report.Words.Trim();
        if (words?.Length > MaximumWords) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", MaximumWords));
        if (report.Photo.Length > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        if (report.Photo.Length > 0 && ImageBytes.Clean(report.Photo.Span) is null) throw new RuleViolation(OperationCodes.NotAPicture);
        Asset asset;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            asset = await FindAsync(db, report.Site, report.Code, cancellationToken).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", report.Code));
        }

        var (severity, mode) = Judged(asset, report.Family);
        var now = _clock.GetUtcNow();
        var contact = report.Phone.Trim().Length > 0 ? new ReporterContact(report.Phone, Locale: report.Locale).Checked() : null;
        var outcome = await _actions.ReportAsync(
            Anybody,
            new FaultReport
            {
                Key = KeyOf(asset.Id, report.Family, words, now),
                Asset = asset.Id,
                Family = report.Family,
                ModeKey = mode,
                Severity = severity,
                Source = FaultSource.Resident,
                WantsAnswer = true,
                Reporter = contact,
                Note = words,
            }, cancellationToken).ConfigureAwait(false);
        if (report.Photo.Length > 0) await _files.AddAsync(Anybody, new NewFile(outcome.Fault, FaultFileKind.Before, report.Photo), cancellationToken).ConfigureAwait(false);
        var reporter = await ReporterAsync(outcome.Fault, contact, report.Locale, now, cancellationToken).ConfigureAwait(false);
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        return new ReportReceipt(
            await NumberAsync(outcome.Fault, cancellationToken).ConfigureAwait(false), reporter is null ? null : LinkToken.Write(RowOf(reporter), key), outcome.Replayed);
    }

    /// <summary>How the reported fault goes; of a merged one, the one in which it lives on. Null: the link is wrong, or its fault can't come back any more.</summary>
    public async Task<ReportStatus?> StatusAsync(string? token, CancellationToken cancellationToken)
    {
        if (!LinkToken.TryReadId(token, out var id)) return null;
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        FaultReporter? reporter;
        Fault fault;
        AssetPlace place;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            reporter = await db.FaultReporters.AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (reporter is null || !LinkToken.IsSignatureOf(token!, RowOf(reporter), key)) return null;
            fault = await db.Faults.AsNoTracking().Include(item => item.Rounds).FirstAsync(item => item.Id == reporter.FaultId, cancellationToken).ConfigureAwait(false);
            if (fault.MergedIntoId is { } into) fault = await db.Faults.AsNoTracking().Include(item => item.Rounds).FirstAsync(item => item.Id == into, cancellationToken).ConfigureAwait(false);
            place = (await PlaceLookup.PlacesAsync(db, [fault.AssetId], cancellationToken).ConfigureAwait(false))[fault.AssetId];
        }

        var rate = await _links.GiveAsync(reporter.Id, cancellationToken).ConfigureAwait(false);
        var round = fault.CurrentRound;
        return new ReportStatus(fault.Number, place, What(place.TypeKey, fault), fault.State, fault.FixBy, reporter.CreatedAt, round.ArrivedAt, round.FixedAt, rate);
    }

    private static Task<Asset?> FindAsync(FacilitiesDb db, string site, string code, CancellationToken cancellationToken) =>
        db.Assets.AsNoTracking().FirstOrDefaultAsync(asset => asset.Code == code && asset.InService && db.Communities.Any(known => known.Id == asset.CommunityId && known.SiteCode == site), cancellationToken);

    /// <summary>What a person can see; whether a sensor works isn't.</summary>
    private static IEnumerable<FaultFamily> Reportable(AssetTemplate template) =>
        template.Families.Where(family => family.Key is not (FaultFamilies.Entrapment or FaultFamilies.Sensor or FaultFamilies.Comms or FaultFamilies.Unexplained));

    /// <summary>The mildest that the family can be, never a P1: nobody is woken by a stranger's tick, except for trapped people.</summary>
    private (Severity Severity, string? Mode) Judged(Asset asset, string family)
    {
        var template = _templates[asset.TypeKey];
        if (family == FaultFamilies.Entrapment && template.Family(family) is not null) return (Severity.P1, null);
        if (family == FaultFamilies.Unexplained) return (Severity.P3, null);
        if (!Reportable(template).Any(known => known.Key == family)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "family"));
        var modes = template.Modes.Where(mode => mode.Family == family).ToList();
        var mildest = modes.Count == 0 ? Severity.P3 : (Severity)modes.Max(mode => mode.Severity);
        return (mildest == Severity.P1 ? Severity.P2 : mildest, modes is [var only] ? only.Key : null);
    }

    /// <summary>The row by which he sees how it goes; without a contact one that nobody writes to. Null: the fault has enough of them.</summary>
    private Task<FaultReporter?> ReporterAsync(FaultId fault, ReporterContact? contact, string locale, DateTimeOffset now, CancellationToken cancellationToken) => _writer.WriteAsync(async (unit, token) =>
    {
        var known = await unit.Db.FaultReporters.Where(item => item.FaultId == fault).ToListAsync(token).ConfigureAwait(false);
        if (contact is not null && known.Find(item => item.Phone == contact.Phone) is { } his) return his;
        if (known.Count >= ReporterContact.Maximum) return null;
        var added = new FaultReporter { FaultId = fault, Locale = locale == "en" ? "en" : "zh-CN", CreatedAt = now };
        unit.Db.FaultReporters.Add(added);
        await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
        return (FaultReporter?)added;
    }, cancellationToken);

    private async Task<string> NumberAsync(FaultId fault, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await db.Faults.Where(item => item.Id == fault).Select(item => item.Number).FirstAsync(cancellationToken).ConfigureAwait(false);
    }

    private LocalizedName? What(string type, Fault fault) =>
        !_templates.TryGet(type, out var template) ? null : template.TryGetMode(fault.ModeKey, out var mode) ? mode.Name : template.Family(fault.Family)?.Name;

    private static string KeyOf(AssetId asset, string family, string? words, DateTimeOffset now)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{asset}|{family}|{words}|{now.ToUnixTimeSeconds() / 3600}");
        return "resident-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    /// <summary>The moment of its making stands for the random part: an id given again after a restore opens nothing.</summary>
    private static SignedRow RowOf(FaultReporter reporter)
    {
        var nonce = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(nonce, reporter.CreatedAt.ToUnixTimeMilliseconds());
        return new SignedRow(reporter.Id, reporter.FaultId.Value, reporter.Id, DateTimeOffset.UnixEpoch, nonce);
    }
}
