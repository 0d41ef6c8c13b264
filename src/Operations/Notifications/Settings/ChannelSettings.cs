using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Sending;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>
/// The channels of communities: by administrators, and by managers of the firm that runs the community. Every change enters the audit chain, without
/// address and secret. Thread-safe.
/// </summary>
public sealed class ChannelSettings
{
    /// <summary>A community has a group or two and a webhook; more would only multiply what people get.</summary>
    public const int MostPerCommunity = 10;

    private const int LongestName = 100;
    private const int LongestAddress = 1_000;
    private const int LongestSecret = 200;

    private static readonly ChannelKind[] Kinds = [ChannelKind.WeCom, ChannelKind.DingTalk, ChannelKind.Feishu, ChannelKind.Webhook];

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly SecretBox _box;
    private readonly MessageGate _gate;
    private readonly NotificationSettings _settings;
    private readonly OutgoingHosts _hosts;
    private readonly SiteClock _clock;

    internal ChannelSettings(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SecretBox box, MessageGate gate, NotificationSettings settings, SiteClock clock) =>
        (_databases, _writer, _box, _gate, _settings, _hosts, _clock) = (databases, writer, box, gate, settings, new OutgoingHosts(settings.Hosts), clock);

    /// <summary>Channels of the communities that the caller may set, and those communities.</summary>
    /// <exception cref="RuleViolation">He may set none.</exception>
    public async Task<IReadOnlyList<ChannelRow>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageNotifications);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await (
                from site in db.CommunitiesRunBy(caller)
                join channel in db.NotificationChannels on site.Id equals channel.CommunityId
                orderby channel.CommunityId, channel.Id
                select new { channel, site.Name, site.NameEn }).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => Row(row.channel, row.Name, row.NameEn))];
        }
    }

    /// <summary>The communities whose channels the caller may set.</summary>
    public async Task<IReadOnlyList<(CommunityId Id, Templates.LocalizedName Name)>> CommunitiesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageNotifications);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.CommunitiesRunBy(caller).AsNoTracking().OrderBy(site => site.Id).Select(site => new { site.Id, site.Name, site.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. sites.Select(site => (site.Id, Names.Of(site.Name, site.NameEn)))];
        }
    }

    /// <summary>Adds a channel, or changes the one with this number.</summary>
    /// <exception cref="RuleViolation">No right, not found, a field missing or too long, or an address that messages may not go to (<c>notify.…</c>).</exception>
    public async Task<int> SaveAsync(Caller caller, int? id, ChannelDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.ManageNotifications);
        Check(draft, isNew: id is null);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var db = unit.Db;
            if (!await db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == draft.Community, token).ConfigureAwait(false)) throw NotFound("community", draft.Community.Value);
            NotificationChannel channel;
            if (id is { } known)
            {
                channel = await db.NotificationChannels.FirstOrDefaultAsync(item => item.Id == known && item.CommunityId == draft.Community, token).ConfigureAwait(false) ?? throw NotFound("channel", known);
            }
            else
            {
                if (await db.NotificationChannels.CountAsync(item => item.CommunityId == draft.Community, token).ConfigureAwait(false) >= MostPerCommunity)
                    throw new RuleViolation(OperationCodes.NotifyTooManyChannels, ("maximum", MostPerCommunity));
                channel = new NotificationChannel { CommunityId = draft.Community, Name = "", Host = "", ProtectedAddress = "" };
                db.NotificationChannels.Add(channel);
            }

            channel.Kind = draft.Kind;
            channel.Name = draft.Name.Trim();
            channel.Locale = draft.Locale;
            channel.LeastSeverity = draft.LeastSeverity;
            channel.IsEnabled = draft.IsEnabled;
            channel.ChangedAt = _clock.GetUtcNow();
            if (draft.Address is { Length: > 0 } address)
            {
                channel.Host = new Uri(address.Trim()).Host;
                channel.ProtectedAddress = _box.Close(address.Trim());
            }

            if (draft.Secret is { } secret) channel.ProtectedSecret = _box.Close(secret.Trim());
            await db.SaveChangesAsync(token).ConfigureAwait(false);
            Audit(unit, caller, channel, id is null ? "Add" : "Change");
            return channel.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a channel; what was sent there stays on record.</summary>
    /// <exception cref="RuleViolation">No right, or not found.</exception>
    public Task RemoveAsync(Caller caller, int id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageNotifications);
        return _writer.WriteAsync(async (unit, token) =>
        {
            var channel = await FindAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            unit.Db.NotificationChannels.Remove(channel);
            Audit(unit, caller, channel, "Remove");
        }, cancellationToken);
    }

    /// <summary>Sends a test message there and tells what was answered.</summary>
    /// <exception cref="RuleViolation">No right, or not found.</exception>
    public async Task<TestOutcome> TestAsync(Caller caller, int id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageNotifications);
        NotificationChannel channel;
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) channel = await FindAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
        var message = SummaryWriter.Test(channel.Name, MessageText.CultureOf(channel.Locale), Guid.NewGuid(), _settings.PublicUrl, _clock.GetUtcNow());
        var result = await _gate.SendAsync(channel, message, cancellationToken).ConfigureAwait(false);
        return new TestOutcome(result.IsSent, result.Code, result.Detail);
    }

    private static async Task<NotificationChannel> FindAsync(FacilitiesDb db, Caller caller, int id, CancellationToken cancellationToken)
    {
        var sites = db.CommunitiesRunBy(caller);
        return await db.NotificationChannels.FirstOrDefaultAsync(item => item.Id == id && sites.Any(site => site.Id == item.CommunityId), cancellationToken).ConfigureAwait(false)
            ?? throw NotFound("channel", id);
    }

    private static ChannelRow Row(NotificationChannel channel, string name, string nameEn) => new(
        channel.Id, channel.CommunityId, Names.Of(name, nameEn), channel.Kind, channel.Name, channel.Host, channel.ProtectedSecret.Length > 0, channel.Locale, channel.LeastSeverity, channel.IsEnabled);

    private void Check(ChannelDraft draft, bool isNew)
    {
        if (!Kinds.Contains(draft.Kind)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "kind"));
        if (string.IsNullOrWhiteSpace(draft.Name)) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "name"));
        if (draft.Name.Trim().Length > LongestName) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "name"));
        if (draft.Locale is not ("zh-CN" or "en")) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "locale"));
        if (!Enum.IsDefined(draft.LeastSeverity)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "leastSeverity"));
        if (draft.Secret?.Trim().Length > LongestSecret) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "secret"));
        if (string.IsNullOrWhiteSpace(draft.Address))
        {
            if (isNew) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "address"));
            return;
        }

        var address = draft.Address.Trim();
        if (address.Length > LongestAddress || !Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw new RuleViolation(OperationCodes.NotifyAddress, ("reason", "address_invalid"));
        if (_hosts.Refusal(uri) is { } refusal) throw new RuleViolation(OperationCodes.NotifyAddress, ("reason", refusal), ("host", uri.Host));
    }

    private void Audit(WriteUnit unit, Caller caller, NotificationChannel channel, string action) => unit.Audit(new AuditDraft(
        _clock.GetUtcNow(), "channel", channel.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), action, caller.Role, caller.Actor.Organisation,
        CodedText.Of("audit.channel", ("community", channel.CommunityId), ("kind", channel.Kind), ("name", channel.Name), ("host", channel.Host), ("enabled", channel.IsEnabled)),
        CodedText.Of("personal", ("user", caller.User))));

    private static RuleViolation NotFound(string kind, int id) => new(OperationCodes.NotFound, ("kind", kind), ("id", id));
}
